using System.Globalization;
using System.Net;
using Gudok.Sip;

namespace Gudok.Corpus.Tests;

public sealed class StreamCorpusTests
{
    private const byte Events = 101;

    // The tables are tshark's. It counts a repeated packet as one more, so that its loss may be below 0.
    [Fact]
    public void Streams_have_the_packets_and_losses_of_their_table()
    {
        foreach (var table in Corpus.Files("pcap", "*.rtp.tsv"))
        {
            var (meters, first) = Measure(table[..^".rtp.tsv".Length]);
            foreach (var row in Rows(table))
            {
                var where = $"{Path.GetFileName(table)} {row[6]} from {row[2]}";
                Assert.True(meters.TryGetValue((End(row[2], row[3]), End(row[4], row[5]), Ssrc(row[6])), out var meter), where);
                var quality = meter.Read();
                var came = quality.Packets + quality.Repeated;
                var start = (quality.StartedAt - first).TotalSeconds;
                Assert.Equal(
                    $"{where}: {row[8]} packets, {row[9]} lost, from {double.Parse(row[0], CultureInfo.InvariantCulture):F3}",
                    string.Create(CultureInfo.InvariantCulture, $"{where}: {came} packets, {quality.Expected - came} lost, from {start:F3}"));
            }
        }
    }

    [Fact]
    public void Events_are_as_many_as_the_digits_of_their_table()
    {
        foreach (var table in Corpus.Files("pcap", "*.rtp.tsv"))
        {
            var (meters, _) = Measure(table[..^".rtp.tsv".Length]);
            foreach (var line in File.ReadLines(table).Where(line => line.StartsWith("# dtmf", StringComparison.Ordinal)).Select(line => line.Split('\t')))
            {
                var ofSource = meters.Where(meter => meter.Key.Ssrc == Ssrc(line[1])).ToArray();
                Assert.NotEmpty(ofSource);
                Assert.All(ofSource, meter => Assert.Equal(line[2].Split(' ').Length, meter.Value.Read().DtmfEvents));
            }
        }
    }

    private static (Dictionary<(NetworkEndpoint From, NetworkEndpoint To, uint Ssrc), RtpStreamMeter> Meters, Instant First) Measure(string path)
    {
        var meters = new Dictionary<(NetworkEndpoint, NetworkEndpoint, uint Ssrc), RtpStreamMeter>();
        var first = UdpWalk.Through(path, (payload, time, source, destination) =>
        {
            if (!RtpPacket.TryRead(payload, time, source, destination, out var sample)) return;
            var key = (source, destination, sample.Ssrc);
            if (!meters.TryGetValue(key, out var meter)) meters.Add(key, meter = new RtpStreamMeter());
            meter.Take(sample, sample.PayloadType == Events ? new RtpFormat("telephone-event", 8000) : RtpFormat.OfStatic(sample.PayloadType));
        });
        return (meters, first);
    }

    private static IEnumerable<string[]> Rows(string table) =>
        File.ReadLines(table).Skip(1).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'));

    private static NetworkEndpoint End(string address, string port) =>
        NetworkEndpoint.From(new IPEndPoint(IPAddress.Parse(address), int.Parse(port, CultureInfo.InvariantCulture)));

    private static uint Ssrc(string text) => Convert.ToUInt32(text, 16);
}
