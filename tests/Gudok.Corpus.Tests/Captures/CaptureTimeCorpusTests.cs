using System.Text;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Corpus.Tests;

public sealed class CaptureTimeCorpusTests
{
    private const int Kind = 0, CallId = 1, Start = 4, Notes = 11;

    [Fact]
    public void The_first_invite_of_each_call_bears_the_time_of_the_facts()
    {
        var compared = 0;
        var wrong = new List<string>();
        foreach (var table in Corpus.Files("pcap", "*.truth.tsv"))
        {
            var first = FirstInvites(table[..^".truth.tsv".Length]);
            foreach (var row in File.ReadLines(table, Encoding.UTF8).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')))
            {
                var isSound = row[Kind] == "INVITE" && !row[Notes].Contains("no-invite-request", StringComparison.Ordinal)
                    && !row[Notes].Contains("truncated", StringComparison.Ordinal);
                if (!isSound) continue;
                var where = $"{Path.GetFileName(table)} {row[CallId]}";
                var found = first.GetValueOrDefault(row[CallId]);
                if (found != row[Start]) wrong.Add($"{where} {row[Start]} but {found}");
                compared++;
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(Corpus.Root is null || compared > 2000, $"{compared} calls compared");
    }

    [Theory]
    [InlineData(51)]
    [InlineData(52)]
    public void A_capture_with_octets_changed_never_throws(int seed)
    {
        var random = new Random(seed);
        string[] files = [.. Corpus.Files("pcap", "*.pcap*").Concat(Corpus.Files("hep", "*.pcap")).Where(IsSmallCapture)];
        foreach (var path in files)
        {
            var octets = File.ReadAllBytes(path);
            for (var hits = 1 + octets.Length / 200; hits > 0; hits--) octets[random.Next(24, octets.Length)] = (byte)random.Next(256);
            using var file = CaptureBytes.Open(octets);
            FrameCollector.Read(file);
            using var packed = CaptureBytes.Open(CaptureBytes.Gzip(octets), isPipe: true);
            FrameCollector.Read(packed);
            Assert.Equal((path, file.Packets), (path, packed.Packets));
        }
    }

    private static bool IsSmallCapture(string path) =>
        Path.GetExtension(path) is ".pcap" or ".pcapng" && new FileInfo(path).Length < 100_000;

    private static Dictionary<string, string> FirstInvites(string path)
    {
        using var file = CaptureFile.Open(path);
        var first = new Dictionary<string, string>();
        foreach (var frame in FrameCollector.Read(file).Frames)
        {
            if (frame.Kind != "INVITE") continue;
            var octets = Encoding.Latin1.GetBytes(frame.Text);
            SipMessage.TryRead(octets, SipFraming.Datagram, SipLimits.Frames, out var message, out _, out _);
            first.TryAdd(Encoding.UTF8.GetString(message.CallId), frame.Time.ToString());
        }

        return first;
    }
}
