using System.Text;
using Gudok.Calls;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

public sealed class KamailioRelayTests
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Mirror_of_a_real_Kamailio_is_read_packet_by_packet()
    {
        WireTools.SkipUnlessInstalled(WireTools.Kamailio, WireTools.Sipp, WireTools.Tshark);
        using var folder = new TemporaryFolder();
        await using var receiver = new HepReceiver();
        WireLoad[] loads = [.. Enum.GetValues<WireOutcome>().Select(outcome => new WireLoad(outcome, Calls: 3, Rate: 5))];

        var file = await WireRun.PlayAsync(folder.Path, receiver.Port, loads, TestContext.Current.CancellationToken);
        var calls = await TsharkCall.ReadAsync(file, TestContext.Current.CancellationToken);

        Assert.Equal(3 * loads.Length, calls.Count);
        var packets = await receiver.FinishAsync();
        Assert.True(packets.Count > 300, $"{packets.Count} packets");
        var mirrored = new HashSet<string>();
        foreach (var bytes in packets) mirrored.Add(Read(bytes));
        Assert.All(calls, call => Assert.Contains(call.CallId, mirrored));

        var assembled = AssemblingSink.ReadHep(packets, new AssemblyOptions()).Calls;
        Assert.Equal(calls.Count, assembled.Count);
        Assert.All(calls, call => AssertSame(call, assembled[call.CallId]));
    }

    // The mirror's stamps are Kamailio's, tshark's the kernel's.
    private static void AssertSame(TsharkCall expected, ObservedCall call)
    {
        Assert.Equal((expected.Disposition, expected.SipStatus, expected.EndedBy), (call.Disposition, call.SipStatus, call.EndedBy));
        Assert.Equal((expected.Caller, expected.Dialled), (call.Caller.ToFullText(), call.Dialled.ToFullText()));
        Assert.Equal(expected.Talk is null, call.AnsweredAt is null);
        if (expected.Talk is { } talk) Assert.InRange((call.EndedAt!.Value - call.AnsweredAt!.Value - talk).Duration(), TimeSpan.Zero, Tolerance);
    }

    private static string Read(byte[] bytes)
    {
        Assert.Equal(HepReadStatus.Complete, HepPacket.TryRead(bytes, out var packet, out var consumed, out _));
        Assert.Equal(bytes.Length, consumed);
        Assert.Equal((HepPayloadKind.Sip, TransportKind.Udp, 101u), (packet.PayloadKind, packet.Transport, packet.CaptureAgent));
        Assert.Equal("127.0.0.1", packet.Source.ToIPAddress().ToString());
        Assert.InRange((DateTimeOffset.FromUnixTimeSeconds(0) + TimeSpan.FromMicroseconds(packet.Time.Micros)).Year, 2024, 2100);
        var text = Encoding.UTF8.GetString(packet.Payload);
        var at = text.IndexOf("\r\nCall-ID: ", StringComparison.Ordinal) + 11;
        return text[at..text.IndexOf('\r', at)];
    }
}
