using System.CommandLine;
using System.CommandLine.Parsing;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok;

/// <summary><c>gudok calls</c>: finds records and prints them.</summary>
internal sealed class CallsCommand
{
    private const int PageSize = CallQuery.MaxLimit;

    private readonly Option<Instant?> _from = Time("--from", "Calls that start at or after this time, 2026-11-21 or 2026-11-21T09:00:00+03:00.");
    private readonly Option<Instant?> _to = Time("--to", "Calls that start before this time.");
    private readonly Option<string?> _number = new("--number") { Description = "A number in any spelling, or a part of one, or a part of a name.", HelpName = "TEXT" };
    private readonly Option<CallDirection[]> _direction = new("--direction") { Description = "Only calls of this direction; may be given again.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<CallDisposition[]> _disposition = new("--disposition") { Description = "Only calls that went out so; may be given again.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<double?> _minTalk = new("--min-talk") { Description = "Talk time of at least so many seconds.", HelpName = "SECONDS" };
    private readonly Option<double?> _maxTalk = new("--max-talk") { Description = "Talk time of at most so many seconds.", HelpName = "SECONDS" };
    private readonly Option<string[]> _operator = Words("--operator", "Only calls of this operator; may be given again, as those below.");
    private readonly Option<string[]> _service = Words("--service", "Only calls of this service, as amended.");
    private readonly Option<string[]> _topic = Words("--topic", "Only calls about this topic, as amended.");
    private readonly Option<string[]> _kind = Words("--kind", "Only calls of this kind: enquiry, complaint, notification.");
    private readonly Option<string[]> _handling = Words("--handling", "Only calls handled so: handled, inWork, refused.");
    private readonly Option<int[]> _priority = new("--priority") { Description = "Only calls of this priority, 1 to 9.", HelpName = "N" };
    private readonly Option<int> _limit = new("--limit") { Description = "At most so many calls; 0 for all.", HelpName = "N", DefaultValueFactory = _ => 50 };
    private readonly Option<string> _format = new("--format") { Description = "table, csv, or jsonl (one CallView a line).", DefaultValueFactory = _ => "table" };
    private readonly Option<bool> _reveal = new("--reveal") { Description = "Show numbers in full; needs --reason, and is noted." };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why the numbers are needed; written to the log.", HelpName = "TEXT" };
    private readonly CommandEnvironment _environment;

    private CallsCommand(CommandEnvironment environment) => _environment = environment;

    public static Command Create(CommandEnvironment environment) => new CallsCommand(environment).Build();

    private Command Build()
    {
        _kind.AcceptOnlyFromAmong([.. HandlingWords.Kinds]);
        _handling.AcceptOnlyFromAmong([.. HandlingWords.Handlings]);
        _format.AcceptOnlyFromAmong("table", "csv", "jsonl");
        var command = new Command("calls", """
            Finds calls, newest first. Numbers are masked; --reveal --reason "…" shows them in full to whoever owns the
            key source, and leaves a line in the log.

            Examples:  gudok calls --disposition noAnswer --from 2026-11-21
                       gudok calls --number 4567 --format csv
                       gudok calls --limit 0 --format jsonl
            """)
        { _from, _to, _number, _direction, _disposition, _minTalk, _maxTalk, _operator, _service, _topic, _kind, _handling, _priority, _limit, _format, _reveal, _reason };
        command.Validators.Add(CheckReveal);
        command.SetAction((parsed, cancellationToken) => _environment.OnFolderAsync(
            parsed, mayCreate: false, (folder, stop) => RunAsync(folder, parsed, stop), cancellationToken));
        return command;
    }

    private void CheckReveal(CommandResult result)
    {
        if (result.GetValue(_reveal) && string.IsNullOrWhiteSpace(result.GetValue(_reason)))
            result.AddError("--reveal shows personal data: say why with --reason \"…\".");
        if (result.GetValue(_limit) < 0) result.AddError("--limit is a whole number from 0 on; 0 means all.");
    }

    private async Task<int> RunAsync(DataFolder folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        var search = Search(parsed);
        var (note, sight) = await NoteAsync(folder, parsed, cancellationToken).ConfigureAwait(false);
        if (search.Number is not null) await folder.Vault.DirectoryLoaded.WaitAsync(cancellationToken).ConfigureAwait(false);
        var calls = FindAsync(folder.Reader, search, parsed.GetValue(_limit), sight, cancellationToken);
        var writer = CallsWriter.For(parsed.GetValue(_format)!, _environment.Terminal);
        var (isCut, shown) = (false, 0L);
        try
        {
            await foreach (var (call, cut) in calls.ConfigureAwait(false))
            {
                shown++;
                writer.Write(call);
                isCut |= cut;
            }
        }
        finally
        {
            // Also of a command that was stopped: what was printed was seen.
            if (parsed.GetValue(_reveal)) await folder.Journal.WriteAsync(note with { Act = Act.NumberReveal.Name, Detail = Shown(shown) }, CancellationToken.None).ConfigureAwait(false);
        }

        writer.Finish();
        if (isCut) await _environment.Terminal.Error.WriteLineAsync("gudok: the part of a number matches too many numbers; give more digits to see all calls").ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static async IAsyncEnumerable<(CallView Call, bool IsCut)> FindAsync(
        ICallReader reader, CallSearch search, int limit, PartySight sight,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = limit == 0 ? long.MaxValue : limit;
        string? cursor = null;
        do
        {
            var page = await reader.SearchAsync(
                search with { Cursor = cursor, Limit = (int)Math.Min(left, PageSize) }, sight, cancellationToken).ConfigureAwait(false);
            foreach (var call in page.Calls) yield return (call, page.IsPartCut);
            left -= page.Calls.Count;
            cursor = page.Next;
        }
        while (cursor is not null && left > 0);
    }

    // Before the first call is read. Which filters are set, not what they look for.
    private async Task<(JournalEntry Note, PartySight Sight)> NoteAsync(DataFolder folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        string[] filters = [.. parsed.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit && option.Option is var one && one != _reveal && one != _reason && one != _environment.Data).Select(option => option.Option.Name)];
        var detail = $"format {parsed.GetValue(_format)}, limit {parsed.GetValue(_limit)}; {(filters.Length == 0 ? "no filter" : string.Join(' ', filters))}";
        var act = parsed.GetValue(_format) == "table" ? Act.CallsSearch : Act.CallsExport;
        var note = LocalActors.Note(act.Name, parsed.GetValue(_reason), detail) with { Correlation = JournaledActs.NewCorrelation() };
        await folder.Journal.WriteAsync(note, cancellationToken).ConfigureAwait(false);
        return (note, parsed.GetValue(_reveal)
            ? await OwnerSight.AskAsync(folder, Act.NumberReveal, note, _environment.Clock, cancellationToken).ConfigureAwait(false)
            : PartySight.Mask);
    }

    private static string Shown(long calls) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"calls shown with whole numbers: {calls}");

    private CallSearch Search(ParseResult parsed) => new()
    {
        From = parsed.GetValue(_from),
        To = parsed.GetValue(_to),
        Number = parsed.GetValue(_number),
        Reach = NumberReach.Whole | NumberReach.AllDigits,
        Directions = NullIfEmpty(parsed.GetValue(_direction)),
        Dispositions = NullIfEmpty(parsed.GetValue(_disposition)),
        MinTalkSeconds = parsed.GetValue(_minTalk),
        MaxTalkSeconds = parsed.GetValue(_maxTalk),
        Operators = NullIfEmpty(parsed.GetValue(_operator)),
        Services = NullIfEmpty(parsed.GetValue(_service)),
        Topics = NullIfEmpty(parsed.GetValue(_topic)),
        Kinds = NullIfEmpty(parsed.GetValue(_kind)),
        Handlings = NullIfEmpty(parsed.GetValue(_handling)),
        Priorities = NullIfEmpty(parsed.GetValue(_priority)),
    };

    private static T[]? NullIfEmpty<T>(T[]? values) => values is { Length: > 0 } ? values : null;

    private static Option<string[]> Words(string name, string description) => new(name) { Description = description, HelpName = "TEXT" };

    private static Option<Instant?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (Instant.TryParse(result.Tokens[0].Value, out var instant)) return instant;
            result.AddError($"{name} takes a time such as 2026-11-21 or 2026-11-21T09:00:00+03:00 (UTC where no offset is given).");
            return null;
        },
    };
}
