using System.Buffers.Binary;
using Gudok.Capture;
using Gudok.Capture.Tests.Interface;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Corpus.Tests;

/// <summary>The kernel's filter over captures of others: what an interface hears through it must be every message that is there.</summary>
public sealed class FilterCorpusTests
{
    [Fact]
    public void Filter_made_of_the_ports_of_a_capture_lets_all_its_messages_through()
    {
        foreach (var path in Corpus.Files("pcap", "*.pcap").Concat(Corpus.Files("pcap", "*.pcapng")))
        {
            using var whole = CaptureFile.Open(path);
            var expected = FrameCollector.Read(whole);
            if (expected.Frames.Count == 0) continue;
            var ports = PortsOf(expected.Frames);
            Assert.InRange(ports.Count, 1, InterfaceOptions.MostPorts);
            var heard = Hear(path, PortFilter.Make(ports, withTunnels: true), out _);
            Assert.Equal((Path.GetFileName(path), expected.Frames), (Path.GetFileName(path), heard), (left, right) => left.Item1 == right.Item1 && left.Item2.SequenceEqual(right.Item2));
        }
    }

    [Fact]
    public void Sound_and_other_traffic_do_not_pass()
    {
        if (Corpus.Root is null) return;
        var path = Path.Combine(Corpus.Root, "pcap", "office-two-legs-rtp-rtcp.pcap");
        Hear(path, PortFilter.Make([new(5060, 5060)], withTunnels: false), out var passed);
        // Of 6,627 packets 60 are SIP; the rest of the signalling ports' packets are empty, to keep translators of addresses open.
        Assert.InRange(passed, 60, 120);
    }

    private static List<FrameCollector.Kept> Hear(string path, FilterInstruction[] filter, out int passed)
    {
        using var file = CaptureFile.Open(path);
        var collector = new FrameCollector();
        var dissector = new PacketDissector(collector);
        passed = 0;
        while (file.TryReadPacket(out var packet))
        {
            var (type, length) = Head(packet);
            if (length > packet.Data.Length || !FilterMachine.Passes(filter, type, packet.Data[length..].ToArray())) continue;
            passed++;
            dissector.Take(packet);
        }

        dissector.Complete();
        return collector.Frames;
    }

    /// <summary>As few ports as are needed, the most used first: every message has one at either end.</summary>
    private static List<PortRange> PortsOf(IReadOnlyList<FrameCollector.Kept> frames)
    {
        var left = frames.Select(frame => (From: frame.Source.Port, To: frame.Destination.Port)).ToList();
        var ports = new List<PortRange>();
        while (left.Count > 0)
        {
            var most = left.SelectMany(ends => ends.From == ends.To ? [ends.From] : (ushort[])[ends.From, ends.To]).CountBy(port => port).MaxBy(port => port.Value).Key;
            ports.Add(new PortRange(most, most));
            left.RemoveAll(ends => ends.From == most || ends.To == most);
        }

        return ports;
    }

    /// <summary>What the kernel knows of a packet: the type of what follows its link layer, and how long that is.</summary>
    private static (int Type, int Length) Head(in CapturedPacket packet)
    {
        var data = packet.Data;
        return packet.Link switch
        {
            LinkType.Ethernet when data.Length >= 14 => (BinaryPrimitives.ReadUInt16BigEndian(data[12..]), 14),
            LinkType.LinuxSll when data.Length >= 16 => (BinaryPrimitives.ReadUInt16BigEndian(data[14..]), 16),
            LinkType.LinuxSll2 when data.Length >= 20 => (BinaryPrimitives.ReadUInt16BigEndian(data), 20),
            LinkType.Null when data.Length > 4 => (OfVersion(data[4]), 4),
            _ when data.Length > 0 => (OfVersion(data[0]), 0),
            _ => (0, int.MaxValue),
        };

        static int OfVersion(byte first) => first >> 4 == 6 ? 0x86dd : 0x0800;
    }
}
