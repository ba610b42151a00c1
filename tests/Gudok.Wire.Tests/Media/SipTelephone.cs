using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>Signalling of an end of one call through a proxy, as RFC 3261 §12 and §13 say; nothing is sent again, for the way of signalling loses nothing.</summary>
/// <param name="socket">Bound to its address; becomes its own.</param>
/// <param name="media">Where it wants the media.</param>
internal sealed partial class SipTelephone(Socket socket, IPEndPoint media) : IDisposable
{
    private const int MostOctets = 8192;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _limit = new(Longest);
    private string _invite = "";
    private string _answer = "";
    private EndPoint _proxy = new IPEndPoint(IPAddress.None, 0);

    private EndPoint At => socket.LocalEndPoint!;

    /// <summary>Calls, and acknowledges the answer. Gives where the other side wants the media.</summary>
    public async Task<IPEndPoint> CallAsync(string callId, EndPoint proxy, EndPoint called)
    {
        _proxy = proxy;
        _invite = Text(Request("INVITE", callId, $"sip:2002@{called}", $"<sip:2002@{called}>", 1).With("Contact", $"<sip:1001@{At}>").Body("application/sdp", Description()));
        await SendAsync(_invite, proxy);
        _answer = await ReceiveAsync(message => message.StartsWith("SIP/2.0 ", StringComparison.Ordinal) && !message.StartsWith("SIP/2.0 1", StringComparison.Ordinal));
        Assert.StartsWith("SIP/2.0 200 ", _answer, StringComparison.Ordinal);
        await SendAsync(Text(WithinDialog("ACK", callId, 1)), proxy);
        return MediaOf(_answer);
    }

    /// <summary>Waits to be called and answers. Gives where the other side wants the media.</summary>
    public async Task<IPEndPoint> AnswerAsync()
    {
        _invite = await ReceiveAsync(message => message.StartsWith("INVITE ", StringComparison.Ordinal));
        await SendAsync(Text(Reply(_invite, 180, "Ringing", ";tag=callee")), _proxy);
        await SendAsync(Text(Reply(_invite, 200, "OK", ";tag=callee").With("Contact", $"<sip:2002@{At}>").Body("application/sdp", Description())), _proxy);
        await ReceiveAsync(message => message.StartsWith("ACK ", StringComparison.Ordinal));
        return MediaOf(_invite);
    }

    /// <summary>Hangs up.</summary>
    public async Task HangUpAsync(string callId)
    {
        await SendAsync(Text(WithinDialog("BYE", callId, 2)), _proxy);
        await ReceiveAsync(message => message.StartsWith("SIP/2.0 200 ", StringComparison.Ordinal) && message.Contains("2 BYE", StringComparison.Ordinal));
    }

    /// <summary>Waits until the other side hangs up.</summary>
    public async Task HearTheEndAsync()
    {
        var bye = await ReceiveAsync(message => message.StartsWith("BYE ", StringComparison.Ordinal));
        await SendAsync(Text(Reply(bye, 200, "OK", "")), _proxy);
    }

    public void Dispose()
    {
        socket.Dispose();
        _limit.Dispose();
    }

    private SipText Request(string method, string callId, string uri, string to, int number) => SipText.Request(method, uri)
        .With("Via", $"SIP/2.0/UDP {At};branch=z9hG4bK-{callId}-{method}")
        .With("Max-Forwards", "70")
        .With("From", $"<sip:1001@{At}>;tag=caller")
        .With("To", to)
        .With("Call-ID", callId)
        .With("CSeq", string.Create(CultureInfo.InvariantCulture, $"{number} {method}"));

    private SipText WithinDialog(string method, string callId, int number)
    {
        var request = Request(method, callId, Uri().Match(Header(_answer, "Contact").Single()).Groups[1].Value, Header(_answer, "To").Single(), number);
        return Header(_answer, "Record-Route").Reverse().Aggregate(request, (text, route) => text.With("Route", route));
    }

    private static SipText Reply(string request, int status, string reason, string tag)
    {
        var reply = SipText.Response(status, reason);
        foreach (var name in (string[])["Via", "Record-Route", "From", "To", "Call-ID", "CSeq"])
        {
            foreach (var value in Header(request, name)) reply = reply.With(name, name == "To" ? value + tag : value);
        }

        return reply;
    }

    private string Description() => string.Create(
        CultureInfo.InvariantCulture, $"v=0\no=- 1 1 IN IP4 {media.Address}\ns=-\nc=IN IP4 {media.Address}\nt=0 0\nm=audio {media.Port} RTP/AVP 8\na=sendrecv\n");

    private static IPEndPoint MediaOf(string message) =>
        new(IPAddress.Parse(Connection().Match(message).Groups[1].Value), int.Parse(Audio().Match(message).Groups[1].Value, CultureInfo.InvariantCulture));

    private static IEnumerable<string> Header(string message, string name) => message.Split("\r\n\r\n", 2)[0].Split("\r\n")
        .Where(line => line.StartsWith(name + ": ", StringComparison.Ordinal)).Select(line => line[(name.Length + 2)..]);

    private static string Text(SipText text) => Encoding.UTF8.GetString(text.ToBytes());

    private async Task SendAsync(string text, EndPoint to) => await socket.SendToAsync(Encoding.UTF8.GetBytes(text), to);

    private async Task<string> ReceiveAsync(Func<string, bool> isIt)
    {
        var buffer = new byte[MostOctets];
        while (true)
        {
            var received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _limit.Token);
            _proxy = received.RemoteEndPoint;
            var text = Encoding.UTF8.GetString(buffer, 0, received.ReceivedBytes);
            if (isIt(text)) return text;
        }
    }

    [GeneratedRegex("<([^>]+)>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Uri();

    [GeneratedRegex(@"\nc=IN IP4 ([0-9.]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Connection();

    [GeneratedRegex(@"\nm=audio ([0-9]+) ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Audio();
}
