using System.Net;
using System.Net.Sockets;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>Sends SIP messages of our own as HEP datagrams, stamped with the present moment.</summary>
internal sealed class HepSender(IPEndPoint to) : IDisposable
{
    private static readonly NetworkEndpoint Caller = NetworkEndpoint.From(new(IPAddress.Parse("192.0.2.1"), 5060));
    private static readonly NetworkEndpoint Callee = NetworkEndpoint.From(new(IPAddress.Parse("198.51.100.2"), 5060));

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    /// <summary>How far the clock of the sender is ahead.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Sends an answered call, hung up by the caller.</summary>
    public async Task SendCallAsync(string callId, string caller, string callee)
    {
        var invite = SipText.Invite(callId, caller, callee);
        var ok = invite.Reply(200, "OK", "callee");
        var bye = SipText.OfDialog("BYE", callId, caller, callee, cseq: 2, toTag: "callee");
        await SendAsync(invite, isFromCaller: true);
        await SendAsync(invite.Reply(180, "Ringing", "callee"), isFromCaller: false);
        await SendAsync(ok, isFromCaller: false);
        await SendAsync(SipText.OfDialog("ACK", callId, caller, callee, toTag: "callee"), isFromCaller: true);
        await SendAsync(bye, isFromCaller: true);
        await SendAsync(bye.Reply(200, "OK"), isFromCaller: false);
    }

    /// <summary>Sends any octets as they are.</summary>
    public async Task SendRawAsync(byte[] datagram) => await _socket.SendToAsync(datagram, to);

    /// <summary>A HEP packet with a message in it.</summary>
    public static byte[] Wrap(byte[] message, bool isFromCaller = true, TimeSpan ahead = default)
    {
        var envelope = new HepEnvelope
        {
            Time = Instant.Now(TimeProvider.System) + ahead,
            Source = isFromCaller ? Caller : Callee,
            Destination = isFromCaller ? Callee : Caller,
            Transport = TransportKind.Udp,
            PayloadKind = HepPayloadKind.Sip,
            CaptureAgent = 9,
        };
        var packet = new byte[HepWriter.EnvelopeLength + message.Length];
        Assert.True(HepWriter.TryWrite(packet, envelope, message, out var length));
        return packet[..length];
    }

    public void Dispose() => _socket.Dispose();

    private Task SendAsync(SipText message, bool isFromCaller) => SendRawAsync(Wrap(message.ToBytes(), isFromCaller, ClockOffset));
}
