using System.CommandLine;
using Gudok.Access;

namespace Gudok;

/// <summary><c>gudok client</c>: programs that come with tokens.</summary>
internal static class ClientCommand
{
    public static Command Create(CommandEnvironment environment) => new("client", """
        Programs of other systems that may ask for tokens (OAuth 2.0, client credentials) and call the REST with them. A program
        shows who it is by a signature of its own key or by a certificate; there are no shared secrets. Every change is
        written to the journal.

        Begin with:  gudok client add crm --scope calls.search call.read --keys crm.jwks.json
        """)
    {
        ClientAddCommand.Create(environment),
        ClientListCommand.Create(environment),
        ClientListCommand.CreateShow(environment),
        ClientKeysCommand.Create(environment),
        ClientBlockCommand.Create(environment),
        ClientBlockCommand.CreateUnblock(environment),
        ClientReplaceKeyCommand.Create(environment),
    };

    /// <summary>The program's id.</summary>
    internal static Argument<string> Id() => new("id") { Description = "The program's id (client_id)." };

    /// <summary>A file with its public keys.</summary>
    internal static Option<string?> Keys() => new("--keys") { Description = "File with its public keys, a JWK set (RFC 7517).", HelpName = "FILE" };

    /// <summary>Files with its certificates.</summary>
    internal static Option<string[]> Certificates() => new("--certificate")
    {
        Description = "File with a certificate that it shows in TLS (PEM or DER). May be given again.",
        HelpName = "FILE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Reads both, here: the process that owns the data folder may stand in another folder.</summary>
    /// <exception cref="AccessException">GDK-7102: a file cannot be read.</exception>
    internal static (string? Keys, IReadOnlyList<ReadOnlyMemory<byte>> Certificates) Read(CommandTerminal terminal, string? keys, string[] certificates) =>
        (keys is null ? null : System.Text.Encoding.UTF8.GetString(Read(terminal, keys).Span), [.. certificates.Select(file => Read(terminal, file))]);

    /// <summary>Runs an action on the programs of the data folder.</summary>
    internal static Task<int> RunAsync(
        CommandEnvironment environment, ParseResult parsed, Func<DataFolder, CancellationToken, Task> action, CancellationToken cancellationToken, bool mayCreate = false) =>
        environment.OnFolderAsync(parsed, mayCreate, async (folder, stop) =>
        {
            await action(folder, stop).ConfigureAwait(false);
            return ExitCode.Done;
        }, cancellationToken);

    /// <summary>Says how a program stands.</summary>
    internal static async Task SayAsync(CommandEnvironment environment, DataFolder folder, string id, bool asJson, CancellationToken cancellationToken)
    {
        var client = await folder.Clients.FindAsync(id, cancellationToken).ConfigureAwait(false);
        await environment.Terminal.Output.WriteLineAsync(asJson ? ClientText.Json(client) : ClientText.Line(client)).ConfigureAwait(false);
    }

    private static ReadOnlyMemory<byte> Read(CommandTerminal terminal, string file)
    {
        var path = terminal.Resolve(file);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AccessException(AccessFaults.ClientWrong, $"{path} cannot be read: {fault.Message}");
        }
    }
}
