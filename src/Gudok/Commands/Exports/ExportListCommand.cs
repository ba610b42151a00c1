using System.CommandLine;
using Gudok.Access;

namespace Gudok;

/// <summary><c>gudok export list</c>.</summary>
internal static class ExportListCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var waiting = new Option<bool>("--waiting") { Description = "Only requests that wait for a decision." };
        var json = UserCommand.Json();
        var command = new Command("list", "Requests for exports, the newest first: who asked for what, why, and what became of it.") { waiting, json };
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(parsed, mayCreate: false, async (folder, stop) =>
        {
            await folder.Journal.WriteAsync(LocalActors.Note(Act.ExportRead.Name), stop).ConfigureAwait(false);
            var all = await folder.Exports.ListAsync(LocalActors.Owner, stop).ConfigureAwait(false);
            var shown = all.Where(one => !parsed.GetValue(waiting) || one.State == ExportState.Asked).ToArray();
            var output = environment.Terminal.Output;
            if (parsed.GetValue(json)) await output.WriteLineAsync(ExportText.Json(shown, folder.Parties)).ConfigureAwait(false);
            else if (shown.Length == 0) await output.WriteLineAsync("No requests for exports.").ConfigureAwait(false);
            else foreach (var one in shown) await output.WriteLineAsync(ExportText.Line(one, folder.Parties)).ConfigureAwait(false);
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }
}
