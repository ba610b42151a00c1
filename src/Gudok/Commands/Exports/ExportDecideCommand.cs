using System.CommandLine;
using Gudok.Access;
using Gudok.Numbers;

namespace Gudok;

/// <summary><c>gudok export approve</c> and <c>gudok export refuse</c>.</summary>
internal static class ExportDecideCommand
{
    private const int MaxReason = 500;

    public static Command Create(CommandEnvironment environment, string verb, string description, bool isApproved)
    {
        var id = new Argument<string>("id") { Description = "The request's id: gudok export list shows it." };
        var reason = new Option<string>("--reason") { Description = "Why; the requester and the journal are told.", HelpName = "TEXT", Required = true };
        var command = new Command(verb, description) { id, reason };
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(parsed, mayCreate: false, async (folder, stop) =>
        {
            var why = PlainWords.WithoutNumbers(parsed.GetValue(reason)!.Trim(), MaxReason);
            var answer = await folder.Exports.DecideAsync(LocalActors.Owner, parsed.GetValue(id)!, isApproved, why, null, stop).ConfigureAwait(false);
            if (answer is not ExportAnswer.Done done) return environment.Terminal.Refuse(ExportText.Refusal(answer));
            await environment.Terminal.Output.WriteLineAsync(ExportText.Line(done.Export, folder.Parties)).ConfigureAwait(false);
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }
}
