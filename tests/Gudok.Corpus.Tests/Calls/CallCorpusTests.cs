using System.Globalization;
using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Corpus.Tests;

public sealed class CallCorpusTests
{
    private const int CallId = 0, Start = 3, Answer = 4, End = 5, Code = 6, FromTag = 8, Notes = 10;

    /// <summary>How far a time of ours may be from tshark's: a message in pieces has the time of its last one.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(20);

    /// <summary>Notes of rows that the corpus itself calls doubtful: what is a call there is a matter of definition.</summary>
    private static readonly string[] Doubtful =
        ["midcall", "no-invite-request", "bye-without-answer", "no-final", "no-bye", "malformed", "truncated"];

    /// <summary>Where we say something else than the table, and why.</summary>
    private static readonly Dictionary<string, string> Differences = new()
    {
        // The table takes the first 200 of any hop; all our times of a call come from the hop that first saw its INVITE.
        ["hepgen-b2b-rtcp.pcap"] = "answer",
        ["hepgen-b2b-rtp-reports.pcap"] = "answer",
        ["hepgen-tcp-b2b-rtcp.hep"] = "answer",

        // Stamps of 2005 to 2025 in packets of 2026: a HEP stamp far from its arrival is replaced by it.
        ["sngrep-cybercity.pcap"] = "times",
        ["sngrep-office.pcap"] = "times",
        ["sngrep-train.pcap"] = "times",
    };

    [Fact]
    public void Every_sound_dialog_of_the_captures_is_a_record_or_a_leg() => Check("pcap");

    [Fact]
    public void Every_sound_dialog_of_the_hep_files_is_a_record_or_a_leg() => Check("hep");

    [Fact]
    public void Legs_that_the_tables_pair_are_one_call()
    {
        var apart = new List<string>();
        foreach (var table in Corpus.Files("pcap", "*.legs.tsv"))
        {
            var name = Path.GetFileName(table)[..^".legs.tsv".Length];
            var calls = Read(table[..^".legs.tsv".Length]);
            foreach (var row in File.ReadLines(table).Skip(1).Select(line => line.Split('\t')))
            {
                // "decided by reading": nothing on the wire ties these two.
                if (!row[2].Contains("header", StringComparison.Ordinal)) continue;
                if (!calls.Exists(call => call.SessionId == row[0] && call.Legs.Any(leg => leg.CallId == row[1]))) apart.Add($"{name} {row[0]} {row[1]}");
            }
        }

        Assert.True(apart.Count == 0, string.Join('\n', apart));
    }

    private static void Check(string folder)
    {
        var wrong = new List<string>();
        foreach (var table in Corpus.Files(folder, "*.calls.tsv"))
        {
            var name = Path.GetFileName(table)[..^".calls.tsv".Length];
            var legs = Read(table[..^".calls.tsv".Length]).SelectMany(call => call.Legs).ToLookup(leg => leg.CallId);
            foreach (var row in File.ReadLines(table).Skip(1).Select(line => line.Split('\t')))
            {
                if (row.Length <= Notes || Array.Exists(Doubtful, note => row[Notes].Contains(note, StringComparison.Ordinal))) continue;
                var found = legs[row[CallId]].Where(leg => leg.FromTag == row[FromTag]).ToList();
                var difference = Differences.GetValueOrDefault(name, "");
                if (!found.Exists(leg => Agrees(leg, row, difference)))
                    wrong.Add($"{name} {string.Join(' ', row)}\n    ours: {string.Join("; ", found.Select(Describe))}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool Agrees(ObservedLeg leg, string[] row, string difference)
    {
        if (leg.SipStatus.ToString(CultureInfo.InvariantCulture) != row[Code]) return false;
        if (difference == "times") return leg.AnsweredAt is null == (row[Answer].Length == 0);
        return IsNear(leg.StartedAt, row[Start]) && IsNear(leg.EndedAt, row[End]) && (difference == "answer" || IsNear(leg.AnsweredAt, row[Answer]));
    }

    private static bool IsNear(Instant? ours, string theirs)
    {
        if (theirs.Length == 0) return ours is null;
        return ours is { } time && Instant.TryParse(theirs, out var expected) && (time - expected).Duration() <= Tolerance;
    }

    private static string Describe(ObservedLeg leg) => $"{leg.StartedAt} {leg.AnsweredAt} {leg.EndedAt} {leg.SipStatus} {leg.Disposition} {leg.ToTag}";

    private static List<ObservedCall> Read(string path)
    {
        var sink = new StageSink();
        using var file = CaptureFile.Open(path);
        var dissector = new PacketDissector(sink);
        while (file.TryReadPacket(out var packet)) dissector.Take(packet);
        dissector.Complete();
        sink.Finish();
        return [.. sink.Calls];
    }
}
