using System.CommandLine;

namespace Gudok;

/// <summary><c>gudok client keys</c>.</summary>
internal static class ClientKeysCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var id = ClientCommand.Id();
        var keys = ClientCommand.Keys();
        var certificates = ClientCommand.Certificates();
        var json = UserCommand.Json();
        var command = new Command("keys", "Exchanges the keys and certificates of a program for those given. To change over without a pause give the former with the new.")
        {
            id, keys, certificates, json,
        };
        command.SetAction((parsed, cancellationToken) => ClientCommand.RunAsync(environment, parsed, async (folder, stop) =>
        {
            var (read, shown) = ClientCommand.Read(environment.Terminal, parsed.GetValue(keys), parsed.GetValue(certificates)!);
            await folder.Clients.ChangeKeysAsync(LocalActors.Owner, parsed.GetValue(id)!, read, shown, stop).ConfigureAwait(false);
            await ClientCommand.SayAsync(environment, folder, parsed.GetValue(id)!, parsed.GetValue(json), stop).ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }
}
