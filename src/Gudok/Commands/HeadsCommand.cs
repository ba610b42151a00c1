using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gudok.Seals;

namespace Gudok;

/// <summary><c>gudok heads</c>: the chain of signed heads, its public key and its witnesses.</summary>
internal static class HeadsCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object that programs may read." };

    private static readonly Option<bool> PublicKey = new("--public-key")
    {
        Description = "Print the public key in PEM: give it to whoever is to check evidence, before it is needed.",
    };

    private static readonly Option<bool> All = new("--all") { Description = "Print every head, a line each, as a witness keeps them." };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("heads", """
            Shows how far the signed heads go, which key signs them, and how far each witness is.
            A head is one line of text; docs/formats/heads.md tells how to read and to check it.
            """)
        { PublicKey, All, Json };
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(
            parsed, mayCreate: false, (folder, stop) => RunAsync(environment, folder, parsed, stop), cancellationToken));
        return command;
    }

    /// <summary>One line about a witness that is behind or failed.</summary>
    public static string Describe(WitnessState state) => string.Create(
        CultureInfo.InvariantCulture,
        $"witness {state.Name} lacks {state.Behind:n0} heads, which are kept and given later{(state.Fault is { } fault ? $"; the last attempt failed: {fault}" : "")}");

    private static async Task<int> RunAsync(
        CommandEnvironment environment, DataFolder folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, chain) = (environment.Terminal.Output, folder.Ledger.Heads);
        if (parsed.GetValue(PublicKey))
        {
            output.Write(chain.Key.Pem);
            return ExitCode.Done;
        }

        if (parsed.GetValue(All)) return await WriteAllAsync(output, chain, cancellationToken).ConfigureAwait(false);
        var states = await StatesAsync(folder, cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(Json))
        {
            var json = new HeadsJson(chain.Last?.Number ?? 0, chain.Last?.ToString(), chain.Key.Fingerprint, states);
            output.WriteLine(JsonSerializer.Serialize(json, CommandJson.Default.HeadsJson));
            return ExitCode.Done;
        }

        WriteText(output, chain, states);
        return ExitCode.Done;
    }

    private static void WriteText(TextWriter output, HeadChain chain, List<WitnessState> states)
    {
        output.WriteLine(chain.Last is { } last
            ? string.Create(CultureInfo.InvariantCulture, $"{last.Number:n0} heads; the last was signed {last.SignedAt:yyyy-MM-dd HH:mm:ss} UTC: {last.Tree}, {last.Size:n0} entries.")
            : "No head was signed yet.");
        output.WriteLine($"Key {chain.Key.Fingerprint} ({HeadSigner.Es256})");
        if (states.Count == 0) output.WriteLine("No witness: nobody outside this folder could tell if it was rolled back. Name one in the setting Seals:Witnesses.");
        foreach (var state in states)
        {
            output.WriteLine(state is { Behind: 0, Fault: null } ? $"Witness {state.Name} has them all." : Describe(state));
        }
    }

    private static async Task<int> WriteAllAsync(TextWriter output, HeadChain chain, CancellationToken cancellationToken)
    {
        const int chunk = 1000;
        IReadOnlyList<string> lines;
        var next = 1L;
        do
        {
            lines = await chain.Store.ReadAsync(next, chunk, cancellationToken).ConfigureAwait(false);
            foreach (var line in lines) await output.WriteLineAsync(line).ConfigureAwait(false);
            next += lines.Count;
        }
        while (lines.Count == chunk);

        return ExitCode.Done;
    }

    // While nothing is served nobody has looked up yet how far the witnesses are.
    private static async Task<List<WitnessState>> StatesAsync(DataFolder folder, CancellationToken cancellationToken)
    {
        var states = new List<WitnessState>();
        var chain = folder.Ledger.Heads;
        foreach (var state in folder.Witnesses.States)
        {
            var taken = await chain.Store.MarkAsync(state.Name, cancellationToken).ConfigureAwait(false);
            states.Add(state with { Taken = taken, Behind = Math.Max((chain.Last?.Number ?? 0) - taken, 0) });
        }

        return states;
    }
}

/// <summary>What <c>heads --json</c> prints.</summary>
/// <param name="Heads">How many heads were signed.</param>
/// <param name="LastHead">The line of the last one, or null.</param>
/// <param name="Key">SHA-256 of the public key that signs heads.</param>
/// <param name="Witnesses">How it stands with each witness.</param>
internal sealed record HeadsJson(long Heads, string? LastHead, string Key, IReadOnlyList<WitnessState> Witnesses);
