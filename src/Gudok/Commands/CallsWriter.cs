using System.Globalization;
using System.Text.Json;
using Gudok.Calls;
using Spectre.Console;

namespace Gudok;

/// <summary>Prints calls in one of the three forms of <c>gudok calls</c>.</summary>
internal abstract class CallsWriter
{
    /// <summary>The writer of a form.</summary>
    public static CallsWriter For(string format, CommandTerminal terminal) => format switch
    {
        "csv" => new CsvWriter(terminal.Output),
        "jsonl" => new JsonLinesWriter(terminal.Output),
        _ => new TableWriter(terminal),
    };

    /// <summary>Prints, or remembers, one call.</summary>
    public abstract void Write(CallView call);

    /// <summary>Prints what is left.</summary>
    public abstract void Finish();

    private static string Show(PartyView? party, bool isWithheld = false) =>
        party?.Text is { Length: > 0 } text ? text : isWithheld ? "withheld" : party is null ? "" : "erased";

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private sealed class JsonLinesWriter(TextWriter output) : CallsWriter
    {
        public override void Write(CallView call) => output.WriteLine(JsonSerializer.Serialize(call, CallsJson.Default.CallView));

        public override void Finish() => output.Flush();
    }

    private sealed class CsvWriter(TextWriter output) : CallsWriter
    {
        private bool _hasHead;

        public override void Write(CallView call)
        {
            WriteHead();
            WriteRow(
                call.Id,
                call.StartedAt,
                Word(call.Direction),
                Show(call.Caller, call.Withheld),
                Show(call.Dialled),
                Show(call.Callee),
                Word(call.Disposition),
                Text(call.SipStatus),
                Text(call.SetupMs),
                Text(call.TalkMs),
                call.EndedAt ?? "",
                Word(call.EndedBy),
                call.Source,
                Text(call.Quality?.Mos),
                Text(call.Quality?.LossPercent),
                Text(call.Quality?.JitterMs),
                Text(call.Quality?.RttMs),
                call.OneWayAudio is { } unheard ? Word(unheard) : "");
        }

        public override void Finish()
        {
            WriteHead();
            output.Flush();
        }

        private void WriteHead()
        {
            if (_hasHead) return;
            _hasHead = true;
            WriteRow(
                "id", "startedAt", "direction", "caller", "dialled", "callee", "disposition", "sipStatus", "setupMs", "talkMs", "endedAt",
                "endedBy", "source", "mos", "lossPercent", "jitterMs", "rttMs", "oneWayAudio");
        }

        private void WriteRow(params ReadOnlySpan<string> fields) => CsvRow.Write(output, fields);

        private static string Text(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

        private static string Text(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
    }

    private sealed class TableWriter(CommandTerminal terminal) : CallsWriter
    {
        private readonly Table _table = new Table { Border = TableBorder.Simple }
            .AddColumn("Start (UTC)")
            .AddColumn("Direction")
            .AddColumn("Caller")
            .AddColumn("Dialled")
            .AddColumn("Callee")
            .AddColumn("Result")
            .AddColumn(new TableColumn("Status").RightAligned())
            .AddColumn(new TableColumn("Talk").RightAligned());

        private int _count;

        public override void Write(CallView call)
        {
            _count++;
            _table.AddRow(
                new Text(call.StartedAt[..10] + " " + call.StartedAt[11..19]),
                new Text(Word(call.Direction)),
                new Text(PlainText.Of(Show(call.Caller, call.Withheld))),
                new Text(PlainText.Of(Show(call.Dialled))),
                new Text(PlainText.Of(Show(call.Callee))),
                new Text(Word(call.Disposition) + (call.EndEstimated ? " ~" : "")),
                new Text(call.SipStatus?.ToString(CultureInfo.InvariantCulture) ?? ""),
                new Text(call.Disposition == CallDisposition.Answered ? Talk(call) : ""));
        }

        public override void Finish()
        {
            if (_count == 0)
            {
                terminal.Output.WriteLine("No calls match.");
                return;
            }

            terminal.Print(_table);
        }

        private static string Talk(CallView call)
        {
            if (call.TalkMs is not { } milliseconds) return "?";
            var talk = TimeSpan.FromMilliseconds(milliseconds);
            return talk.TotalHours >= 1 ? talk.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : talk.ToString(@"m\:ss", CultureInfo.InvariantCulture);
        }
    }
}
