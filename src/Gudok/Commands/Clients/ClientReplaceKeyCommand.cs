using System.CommandLine;

namespace Gudok;

/// <summary><c>gudok client replace-key</c>.</summary>
internal static class ClientReplaceKeyCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var reason = new Option<string>("--reason") { Description = "Why; the journal keeps it.", HelpName = "TEXT", Required = true };
        var command = new Command("replace-key", "Exchanges the key that signs tokens, when it may have been seen: all tokens that were given open nothing any more. By itself it changes every 30 days.")
        {
            reason,
        };
        command.SetAction((parsed, cancellationToken) => ClientCommand.RunAsync(environment, parsed, async (folder, stop) =>
        {
            await folder.Tokens.ReplaceKeyAsync(LocalActors.Owner, parsed.GetValue(reason)!, stop).ConfigureAwait(false);
            await environment.Terminal.Output.WriteLineAsync("Tokens are signed with a new key. Programs ask for new ones by themselves.").ConfigureAwait(false);
        }, cancellationToken));
        return command;
    }
}
