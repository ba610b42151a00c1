using System.CommandLine;
using Gudok.Access;

namespace Gudok;

/// <summary><c>gudok client add</c>.</summary>
internal static class ClientAddCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var id = ClientCommand.Id();
        var scopes = new Option<string[]>("--scope")
        {
            Description = "The acts that it may do, such as calls.search (docs/access.md lists them).",
            HelpName = "ACT",
            AllowMultipleArgumentsPerToken = true,
            Required = true,
        };
        var keys = ClientCommand.Keys();
        var certificates = ClientCommand.Certificates();
        var networks = UserCommand.Names("--from", "Addresses that it may come from, such as 10.1.0.0/16; none for any. May be given again.", "RANGE");
        var purpose = new Option<string?>("--purpose") { Description = "What it is for.", HelpName = "TEXT" };
        var json = UserCommand.Json();
        var command = new Command("add", """
            Registers a program.

            Example:  gudok client add crm --scope calls.search call.read --keys crm.jwks.json --from 10.1.0.0/16
            """)
        { id, scopes, keys, certificates, networks, purpose, json };
        command.SetAction((parsed, cancellationToken) => ClientCommand.RunAsync(environment, parsed, async (folder, stop) =>
        {
            var (read, shown) = ClientCommand.Read(environment.Terminal, parsed.GetValue(keys), parsed.GetValue(certificates)!);
            var wanted = new NewClient(parsed.GetValue(id)!, parsed.GetValue(scopes)!)
            {
                Keys = read,
                Certificates = shown,
                Networks = parsed.GetValue(networks)!,
                Purpose = parsed.GetValue(purpose),
            };
            await folder.Clients.AddAsync(LocalActors.Owner, wanted, stop).ConfigureAwait(false);
            await ClientCommand.SayAsync(environment, folder, parsed.GetValue(id)!, parsed.GetValue(json), stop).ConfigureAwait(false);
        }, cancellationToken, mayCreate: true));
        return command;
    }
}
