using System.CommandLine;
using System.Globalization;
using Gudok.Access;
using Gudok.Ledger;
using Gudok.Portal;

namespace Gudok;

/// <summary><c>gudok erase</c>: destroys what names a party, and writes the act.</summary>
internal static class EraseCommand
{
    private static readonly Option<string?> File = new("--file") { Description = "File with one number a line; without it they are read from standard input.", HelpName = "FILE" };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why; stands in the act.", HelpName = "TEXT", Required = true };
    private static readonly Option<string?> RequestId = new("--request-id") { Description = "Id of the person's request.", HelpName = "ID" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask." };

    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("erase", """
            Destroys key, salt and blind index of parties, down to the raw bytes: every sealed copy of their numbers, in every
            archive, turns to noise. Call records stay without them. Writes an act of destruction to DIR/acts. Numbers are
            read from standard input or a file and never given as arguments, where others could see them.

            Examples:  gudok erase --reason "consent withdrawn" --request-id R-15 --yes < numbers.txt
                       gudok erase --file numbers.txt --reason "purpose reached"
            """)
        { File, Reason, RequestId, Yes };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(Yes) && result.GetValue(File) is null && !environment.Terminal.IsErrorShown)
                result.AddError("numbers come from standard input, so nobody can be asked: confirm with --yes.");
        });
        command.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(
            parsed, mayCreate: false, (folder, stop) => RunAsync(environment, folder, parsed, stop), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandEnvironment environment, DataFolder folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        await using var input = terminal.OpenInput();
        using var typed = new StreamReader(input);
        string[] numbers;
        if (parsed.GetValue(File) is { } file)
        {
            numbers = [.. (await System.IO.File.ReadAllLinesAsync(terminal.Resolve(file), cancellationToken).ConfigureAwait(false)).Where(line => !string.IsNullOrWhiteSpace(line))];
        }
        else
        {
            var isAsked = !parsed.GetValue(Yes);
            if (terminal.IsErrorShown) await terminal.Error.WriteLineAsync($"Numbers, one a line; {(isAsked ? "an empty line" : "Ctrl-D")} ends the list:").ConfigureAwait(false);
            numbers = await ReadAsync(typed, isAsked, cancellationToken).ConfigureAwait(false);
        }

        if (numbers.Length is 0 or > PartyErasure.MostNumbers)
            return terminal.Refuse(string.Create(CultureInfo.InvariantCulture, $"give 1 to {PartyErasure.MostNumbers} numbers, one a line"));
        if (!parsed.GetValue(Yes))
        {
            await terminal.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{numbers.Length} numbers will be destroyed for ever. Type yes to go on:")).ConfigureAwait(false);
            if (await typed.ReadLineAsync(cancellationToken).ConfigureAwait(false) != "yes") return terminal.Refuse("nothing was erased");
        }

        var note = LocalActors.Note(
            Act.ErasureRun.Name, parsed.GetValue(Reason), string.Create(CultureInfo.InvariantCulture, $"begins with {numbers.Length} numbers{(parsed.GetValue(RequestId) is { } request ? ", request " + request : "")}"))
            with
        { Correlation = JournaledActs.NewCorrelation() };
        var written = await folder.Journal.DoAsync(
            note, () => folder.Desk.EraseAsync(numbers, parsed.GetValue(Reason)!, parsed.GetValue(RequestId), Environment.UserName, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
        var end = string.Create(CultureInfo.InvariantCulture, $"{written.Act.Erased} of {written.Act.Parties.Count} erased");
        await folder.Journal.WriteAsync(note with { Detail = end, Objects = ["act:" + written.Act.Id] }, CancellationToken.None).ConfigureAwait(false);
        return Say(terminal, written);
    }

    // Behind an empty line comes the answer, if there is a question; else a list that has one in its midst goes on, and none of it is passed over.
    private static async Task<string[]> ReadAsync(StreamReader typed, bool isAsked, CancellationToken cancellationToken)
    {
        var numbers = new List<string>();
        while (numbers.Count <= PartyErasure.MostNumbers && await typed.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line)) numbers.Add(line);
            else if (isAsked) break;
        }

        return [.. numbers];
    }

    private static int Say(CommandTerminal terminal, WrittenErasure written)
    {
        var act = written.Act;
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{act.Erased} of {act.Parties.Count} erased. Act {act.Id}:"));
        foreach (var file in written.Files) terminal.Output.WriteLine("  " + file);
        if (written.NoPdf is { } noPdf) terminal.Error.WriteLine("gudok: " + noPdf);
        terminal.TellOfBlots(act.Reason, act.RequestId);
        foreach (var party in act.Parties.Where(party => party.Outcome == ErasureOutcome.Held))
            terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gudok: {LedgerFaults.UnderHold}: number {party.Place} was not erased: {party.Hold}"));
        foreach (var party in act.Parties.Where(party => party.Outcome == ErasureOutcome.Unknown))
            terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gudok: number {party.Place} is not in the vault"));
        return act.Parties.Any(party => party.Outcome == ErasureOutcome.Held) ? ExitCode.Refused : ExitCode.Done;
    }
}
