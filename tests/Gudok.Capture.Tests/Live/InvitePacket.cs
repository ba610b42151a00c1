using System.Text;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

/// <summary>An INVITE in a HEP packet.</summary>
internal static class InvitePacket
{
    public static byte[] Make(uint captureAgent = 0, string key = "")
    {
        var packet = new byte[HepWriter.MaxPacketLength];
        var ladder = new Ladder();
        ladder.Leg("c", "alice", "bob").Send(0, "INVITE");
        var envelope = new HepEnvelope
        {
            Source = ladder.Host("alice"),
            Destination = ladder.Host("bob"),
            Time = Instant.Now(TimeProvider.System),
            PayloadKind = HepPayloadKind.Sip,
            CaptureAgent = captureAgent,
            AuthKey = Encoding.UTF8.GetBytes(key),
        };
        Assert.True(HepWriter.TryWrite(packet, envelope, ladder.Steps[0].Bytes, out var length));
        return packet[..length];
    }
}
