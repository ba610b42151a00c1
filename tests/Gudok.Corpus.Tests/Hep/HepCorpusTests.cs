using System.Globalization;
using System.Text;
using Gudok.Sip;

namespace Gudok.Corpus.Tests;

public sealed class HepCorpusTests
{
    private const string Folder = "hep";

    [Fact]
    public void Every_packet_of_the_corpus_has_the_facts_of_its_table()
    {
        foreach (var table in Corpus.Files(Folder, "*.hep.tsv"))
        {
            var file = table[..^".hep.tsv".Length];
            var bytes = File.ReadAllBytes(file);
            var rows = File.ReadAllLines(table, Encoding.UTF8).Skip(1).Select(line => line.Split('\t')).ToArray();
            var packets = file.EndsWith(".pcap", StringComparison.Ordinal) ? Datagrams(bytes) : [bytes];
            var row = 0;
            foreach (var datagram in packets)
            {
                for (var rest = datagram.AsSpan(); !rest.IsEmpty; row++)
                {
                    Assert.Equal(HepReadStatus.Complete, HepPacket.TryRead(rest, out var packet, out var consumed, out _));
                    AssertFacts($"{Path.GetFileName(file)} {row + 1}", rows[row], packet, consumed);
                    rest = rest[consumed..];
                }
            }

            Assert.Equal(rows.Length, row);
        }
    }

    [Fact]
    public void Packets_cut_short_need_more()
    {
        foreach (var line in Corpus.Files(Folder, "vector-cut-short.txt").SelectMany(File.ReadLines).Where(line => !line.StartsWith('#')))
        {
            var bytes = Convert.FromHexString(line.Split('\t', ' ')[1]);
            Assert.Equal(HepReadStatus.NeedMore, HepPacket.TryRead(bytes, out _, out _, out _));
        }
    }

    private static void AssertFacts(string where, string[] row, HepPacket packet, int consumed)
    {
        string[] read =
        [
            Text(consumed), Text(packet.Version), Text(packet.Family), Text(packet.Protocol),
            packet.Source.ToIPAddress().ToString(), Text(packet.Source.Port),
            packet.Destination.ToIPAddress().ToString(), Text(packet.Destination.Port),
            packet.Time.ToString(), Text((byte)packet.PayloadKind), Text(packet.CaptureAgent),
            AgentName(packet.AuthKey), AgentName(packet.CorrelationId), AgentName(packet.NodeName), Text(packet.Payload.Length),
        ];
        string[] expected = [row[1], row[2], .. row[4..12], row[12], row[13], row[14], row[15], row[17]];
        Assert.Equal($"{where}: {string.Join('|', expected)}", $"{where}: {string.Join('|', read)}");
        if (row[16] == "0/32:2") Assert.NotNull(packet.Mos);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string AgentName(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);

    // Ethernet, IPv4, UDP and little-endian pcap: all that these recordings hold. The product's own reader is not used to check it.
    private static List<byte[]> Datagrams(byte[] pcap)
    {
        var found = new List<byte[]>();
        var isEthernet = BitConverter.ToUInt32(pcap, 20) == 1;
        for (var at = 24; at < pcap.Length;)
        {
            var length = BitConverter.ToInt32(pcap, at + 8);
            var ip = pcap.AsSpan(at + 16 + (isEthernet ? 14 : 0), length - (isEthernet ? 14 : 0));
            var udp = ip[((ip[0] & 0x0f) * 4)..];
            var udpLength = udp[4] << 8 | udp[5];
            found.Add(udp[8..udpLength].ToArray());
            at += 16 + length;
        }

        return found;
    }
}
