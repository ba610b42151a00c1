using System.Text;
using Gudok.Testing;
using static Gudok.Testing.PacketBytes;

namespace Gudok.Sip.Tests;

public sealed class WebSocketTests
{
    private const string Upgrade = "GET /ws HTTP/1.1\r\nHost: gw\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: sip\r\n\r\n";
    private static readonly string One = SipText.Invite("ws1@gudok.example").Body("application/sdp", "v=0\no=- 1 1 IN IP4 192.0.2.1\n").ToString();
    private static readonly string Two = SipText.OfDialog("BYE", "ws1@gudok.example").WithoutContentLength().ToString();

    public static TheoryData<bool, int> Ways => new() { { false, 4000 }, { true, 4000 }, { true, 700 }, { false, 900 } };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Messages_in_frames_are_read_masked_or_not(bool isMasked, int segment)
    {
        var stream = Join(
            Encoding.ASCII.GetBytes(Upgrade), Frame(1, One, isMasked), Frame(9, "ping", isMasked), Frame(1, "\r\n\r\n", isMasked), Frame(2, Two, isMasked));
        var found = Read(stream, segment, Upgrade.Length);
        Assert.Equal([One, Two], found.Texts);
        Assert.All(found.Frames, frame => Assert.Equal(TransportKind.WebSocket, frame.Transport));
        Assert.Equal(2, found.CountOf(IgnoreReason.PayloadEmpty));
    }

    [Fact]
    public void A_capture_that_begins_after_the_handshake_is_read()
    {
        Assert.Equal([Two, One], Read(Join(Frame(1, Two, true), Frame(1, One, true)), 4000, 0).Texts);
    }

    [Fact]
    public void A_frame_longer_than_any_message_does_not_hold_up_what_follows()
    {
        var found = Read(Join(Frame(1, One, false), [0x82, 127, 0x7f], new byte[7], new byte[20], Encoding.ASCII.GetBytes("\r\n" + One)), 4000, 0);
        Assert.Equal([One, One], found.Texts);
    }

    private static FrameCollector Read(byte[] stream, int segment, int handshake)
    {
        var frames = new List<byte[]>();
        if (handshake > 0) frames.Add(TcpFrame(0, stream[..handshake]));
        for (var at = handshake; at < stream.Length; at += segment)
            frames.Add(TcpFrame((uint)at, stream[at..Math.Min(at + segment, stream.Length)]));
        return CaptureBytes.ReadFrames([.. frames]);
    }

    private static byte[] Frame(int opcode, string text, bool isMasked)
    {
        byte[] mask = [0x37, 0xfa, 0x21, 0x3d];
        var payload = Encoding.ASCII.GetBytes(text);
        var flag = isMasked ? 0x80 : 0;
        var length = payload.Length < 126 ? [(byte)(flag | payload.Length)] : Join([(byte)(flag | 126)], U16(payload.Length));
        if (isMasked) payload = [.. payload.Select((octet, at) => (byte)(octet ^ mask[at % 4]))];
        return Join([(byte)(0x80 | opcode)], length, isMasked ? mask : [], payload);
    }
}
