using System.Text.Json;
using Gudok.Access;
using Spectre.Console;

namespace Gudok;

/// <summary>Prints entries of the journal in one of the three forms of <c>gudok journal</c>.</summary>
internal abstract class JournalLines
{
    /// <summary>The writer of a form.</summary>
    public static JournalLines For(string format, CommandTerminal terminal) => format switch
    {
        "csv" => new Csv(terminal.Output),
        "jsonl" => new JsonLines(terminal.Output),
        _ => new InTable(terminal),
    };

    /// <summary>Prints, or remembers, one entry.</summary>
    public abstract void Write(JournalView entry);

    /// <summary>Prints what is left.</summary>
    public abstract void Finish();

    private sealed class JsonLines(TextWriter output) : JournalLines
    {
        public override void Write(JournalView entry) => output.WriteLine(JsonSerializer.Serialize(entry, JournalJson.Default.JournalView));

        public override void Finish() => output.Flush();
    }

    private sealed class Csv(TextWriter output) : JournalLines
    {
        private bool _hasHead;

        public override void Write(JournalView entry)
        {
            WriteHead();
            var actor = entry.Actor;
            CsvRow.Write(
                output, entry.Id, entry.At, actor.Kind, actor.Id, actor.Name, string.Join(' ', actor.Roles), actor.Address ?? "", entry.Act, entry.Outcome, entry.Reason ?? "",
                string.Join(' ', entry.Objects), entry.Detail ?? "", entry.Correlation ?? "");
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
            CsvRow.Write(output, "id", "at", "kind", "actorId", "actor", "roles", "address", "act", "outcome", "reason", "objects", "detail", "correlation");
        }
    }

    private sealed class InTable(CommandTerminal terminal) : JournalLines
    {
        private readonly Table _table = new Table { Border = TableBorder.Simple }
            .AddColumn(new TableColumn("No").RightAligned())
            .AddColumn("Time (UTC)")
            .AddColumn("Who")
            .AddColumn("Act")
            .AddColumn("Outcome")
            .AddColumn("Reason")
            .AddColumn("Objects")
            .AddColumn("Detail");

        private int _count;

        public override void Write(JournalView entry)
        {
            _count++;
            _table.AddRow(
                new Text(entry.Id),
                new Text(entry.At[..10] + " " + entry.At[11..19]),
                Cell(entry.Actor.Kind == "person" ? entry.Actor.Name : entry.Actor.Id),
                new Text(entry.Act),
                new Text(entry.Outcome),
                Cell(entry.Reason ?? ""),
                Cell(string.Join('\n', entry.Objects)),
                Cell(entry.Detail ?? ""));
        }

        private static Text Cell(string text) => new(PlainText.Of(text));

        public override void Finish()
        {
            if (_count > 0) terminal.Print(_table);
            else terminal.Output.WriteLine("No entries match.");
        }
    }
}
