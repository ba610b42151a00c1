using System.CommandLine;
using Gudok.Access;
using Gudok.Sip;

namespace Gudok;

/// <summary><c>gudok journal</c>: who did what to whose data and why.</summary>
internal sealed class JournalCommand
{
    private readonly Option<DateTimeOffset?> _from = Time("--from", "Entries from this time on.");
    private readonly Option<DateTimeOffset?> _to = Time("--to", "Entries before this time.");
    private readonly Option<string?> _actor = Text("--actor", "Who: account, program, os:NAME or job; whole.");
    private readonly Option<string?> _act = Text("--act", "What: number.reveal, or number. for all acts that begin so.");
    private readonly Option<string?> _object = Text("--object", "To what: call:ID, hold:ID, user:ID; whole.");
    private readonly Option<string?> _outcome = Text("--outcome", "done, refused or failed.");
    private readonly Option<int> _limit = new("--limit") { Description = "How many entries, newest first; 0 for all.", HelpName = "N", DefaultValueFactory = _ => 50 };
    private readonly Option<string> _format = new("--format") { Description = "table, csv, or jsonl.", DefaultValueFactory = _ => "table" };
    private readonly CommandEnvironment _environment;

    private JournalCommand(CommandEnvironment environment) => _environment = environment;

    public static Command Create(CommandEnvironment environment) => new JournalCommand(environment).Build();

    private Command Build()
    {
        _outcome.AcceptOnlyFromAmong([.. AccessWords.Outcomes]);
        _format.AcceptOnlyFromAmong("table", "csv", "jsonl");
        var command = new Command("journal", """
            Finds entries of the journal of access, newest first: who did what, to what, why, and how it went out. Reading it is
            an entry, too. gudok verify checks it.

            Examples:  gudok journal --act number. --from 2026-11-16
                       gudok journal --outcome refused --format jsonl
            """)
        { _from, _to, _actor, _act, _object, _outcome, _limit, _format };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_limit) < 0) result.AddError("--limit is a whole number from 0 on; 0 means all.");
        });
        command.SetAction((parsed, cancellationToken) => _environment.OnFolderAsync(
            parsed, mayCreate: false, (folder, stop) => RunAsync(folder, parsed, stop), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(DataFolder folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        await folder.Journal.WriteAsync(LocalActors.Note(Act.JournalSearch.Name, null, $"format {parsed.GetValue(_format)}"), cancellationToken).ConfigureAwait(false);
        var left = parsed.GetValue(_limit) is > 0 and var limit ? limit : int.MaxValue;
        var search = Search(parsed);
        var writer = JournalLines.For(parsed.GetValue(_format)!, _environment.Terminal);
        do
        {
            var page = await folder.Journal.SearchAsync(search with { Limit = Math.Min(left, JournalSearch.MostEntries) }, cancellationToken).ConfigureAwait(false);
            foreach (var kept in page.Entries) writer.Write(JournalView.Of(kept));
            foreach (var damaged in page.Damaged) await _environment.Terminal.Error.WriteLineAsync("gudok: " + damaged.Fault).ConfigureAwait(false);
            left -= page.Count;
            search = search with { Before = page.Next };
        }
        while (search.Before is not null && left > 0);

        writer.Finish();
        return ExitCode.Done;
    }

    private JournalSearch Search(ParseResult parsed) => new()
    {
        From = parsed.GetValue(_from),
        To = parsed.GetValue(_to),
        Actor = parsed.GetValue(_actor),
        Act = parsed.GetValue(_act),
        Object = parsed.GetValue(_object),
        Outcome = AccessWords.TryRead(parsed.GetValue(_outcome), out ActOutcome outcome) ? outcome : null,
    };

    private static Option<string?> Text(string name, string description) => new(name) { Description = description, HelpName = "TEXT" };

    private static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (Instant.TryParse(result.Tokens[0].Value, out var instant)) return instant.ToDateTimeOffset();
            result.AddError($"{name} takes a time such as 2026-11-21 or 2026-11-21T09:00:00+03:00 (UTC where no offset is given).");
            return null;
        },
    };
}
