using System.Globalization;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Corpus.Tests;

public sealed class CaptureCorpusTests
{
    private const int File = 0, FileType = 1, Packets = 3, Messages = 4, Methods = 12, Statuses = 13;

    /// <summary>Where our count of SIP messages is another than tshark's, and why ours is right.</summary>
    private static readonly Dictionary<string, (int Ours, string Why)> Differences = new()
    {
        ["no-sip-http-on-5060.pcap"] = (0, "HTTP that tshark takes for SIP because of its port"),
    };

    [Fact]
    public void Every_capture_has_the_packets_and_messages_of_the_index()
    {
        var wrong = new List<string>();
        foreach (var row in Index())
        {
            using var file = CaptureFile.Open(Path.Combine(Corpus.Root!, "pcap", row[File]));
            var found = FrameCollector.Read(file);
            var expected = Differences.TryGetValue(row[File], out var difference)
                ? $"{row[Packets]} packets, {difference.Ours} messages"
                : $"{row[Packets]} packets, {row[Messages]} messages {row[Methods]} {row[Statuses]}";
            var read = $"{file.Packets} packets, {found.Frames.Count} messages";
            if (difference.Why is null) read += $" {Tally(found, isRequest: true)} {Tally(found, isRequest: false)}";
            if (expected != read)
                wrong.Add($"{row[File]}: {expected} but {read} ({string.Join(' ', found.Ignored)}) {file.Fault?.Text}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Only_the_broken_capture_has_a_fault()
    {
        foreach (var row in Index())
        {
            using var file = CaptureFile.Open(Path.Combine(Corpus.Root!, "pcap", row[File]));
            FrameCollector.Read(file);
            Assert.Equal(
                (row[File], row[File] == "wrap-broken-end.pcap" ? SipFaults.BrokenCapture : null),
                (row[File], file.Fault?.Code));
            Assert.Equal(row[FileType] == "pcapng" ? CaptureFormat.Pcapng : CaptureFormat.Pcap, file.Format);
        }
    }

    [Fact]
    public void Hep_in_captures_gives_the_sip_messages_of_its_table()
    {
        foreach (var table in Corpus.Files("hep", "*.hep.tsv"))
        {
            var path = table[..^".hep.tsv".Length];
            var name = Path.GetFileName(path);

            // A packet of HEP 2 says nowhere how long it is: a file of it cannot be told from anything else.
            if (name == "vector-sip3-hep2.bin") continue;
            using var file = CaptureFile.Open(path);
            var found = FrameCollector.Read(file);
            var rows = System.IO.File.ReadLines(table).Skip(1).Select(line => line.Split('\t')).ToArray();
            var sip = rows.Where(IsSip).ToArray();
            Assert.Equal($"{name} {rows.Length} packets {sip.Length} messages", $"{name} {file.Packets} packets {found.Frames.Count} messages");
            Assert.Equal(rows.Length - sip.Length, found.CountOf(IgnoreReason.HepNotSip));
            Assert.Null(file.Fault);
        }
    }

    [Fact]
    public void Other_wrappings_of_a_capture_give_the_same_messages_at_the_same_times()
    {
        if (Corpus.Root is null) return;
        var plain = Read("train-200-calls-sll.pcap");
        foreach (var name in new[] { "wrap-bigendian.pcap", "wrap-nanosecond.pcap", "wrap-pcapng.pcapng", "wrap-unordered.pcap" })
            Assert.Equal((name, plain.Frames), (name, Read(name).Frames), SameFrames);
    }

    [Fact]
    public void The_messages_of_a_connection_cut_anew_are_the_same()
    {
        if (Corpus.Root is null) return;
        var plain = Read("rec-tcp-one-connection.pcap");
        var recut = Read("rec-tcp-recut.pcap");
        Assert.Equal(plain.Texts.Order(StringComparer.Ordinal), recut.Texts.Order(StringComparer.Ordinal));
    }

    private static bool SameFrames((string, List<FrameCollector.Kept> Frames) left, (string, List<FrameCollector.Kept> Frames) right) =>
        left.Frames.SequenceEqual(right.Frames);

    private static FrameCollector Read(string name)
    {
        using var file = CaptureFile.Open(Path.Combine(Corpus.Root!, "pcap", name));
        return FrameCollector.Read(file);
    }

    // Agents that leave the payload type at zero send SIP all the same; there the first line decides.
    private static bool IsSip(string[] row)
    {
        const int payloadType = 11, firstLine = 18;
        return row[payloadType] == "1" || (row[payloadType] == "0" && row[firstLine].Contains("SIP/2.0", StringComparison.Ordinal));
    }

    private static IEnumerable<string[]> Index() =>
        Corpus.Files("pcap", "index.tsv").SelectMany(System.IO.File.ReadLines).Skip(1).Select(line => line.Split('\t'));

    private static string Tally(FrameCollector found, bool isRequest) => string.Join(' ', found.Frames
        .Select(frame => frame.Kind)
        .Where(kind => char.IsAsciiDigit(kind[0]) != isRequest)
        .CountBy(kind => kind)
        .OrderBy(kind => kind.Key, StringComparer.Ordinal)
        .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key}={kind.Value}")));
}
