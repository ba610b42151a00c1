using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gudok.Seals;

/// <summary>A syslog server (RFC 5424): a line a message, facility 13 (log audit), severity 5 (notice). Over UDP (RFC 5426) and to a local
/// socket a message a datagram, over TCP with its length before it (RFC 6587 §3.4.1). UDP tells nobody what was lost.</summary>
public sealed class SyslogServer
{
    /// <summary>Forms of an address that are understood, for messages to people.</summary>
    public const string Forms = "syslog+udp://HOST:PORT, syslog+tcp://HOST:PORT or syslog+unix:///dev/log";

    private const int Priority = (13 * 8) + 5;
    private const int TcpPort = 601;
    private const int UdpPort = 514;
    private static readonly string _host = Word(Environment.MachineName);
    private readonly SyslogTarget _target;
    private readonly string _messageId;
    private readonly TimeProvider _clock;

    private SyslogServer(SyslogTarget target, string messageId, TimeProvider clock)
    {
        _target = target;
        _messageId = messageId;
        _clock = clock;
    }

    /// <summary>Names a server; nothing is connected to yet.</summary>
    /// <param name="text">One of <see cref="Forms"/>.</param>
    /// <param name="messageId">What kind of lines it is given: MSGID, printable ASCII without blanks.</param>
    /// <param name="clock">Stamps messages.</param>
    /// <param name="server">The server.</param>
    public static bool TryOpen(string text, string messageId, TimeProvider clock, [NotNullWhen(true)] out SyslogServer? server)
    {
        server = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.UserInfo.Length > 0) return false;
        SyslogTarget? target = address.Scheme switch
        {
            "syslog+udp" when address.Host.Length > 0 => new SyslogTarget(EndPoint(address, UdpPort), ProtocolType.Udp),
            "syslog+tcp" when address.Host.Length > 0 => new SyslogTarget(EndPoint(address, TcpPort), ProtocolType.Tcp),
            "syslog+unix" when address.AbsolutePath.Length > 1 => new SyslogTarget(new UnixDomainSocketEndPoint(address.AbsolutePath), ProtocolType.Unspecified),
            _ => null,
        };
        server = target is null ? null : new SyslogServer(target, messageId, clock);
        return server is not null;
    }

    /// <summary>Sends lines of ASCII; over TCP the server has read them when this returns.</summary>
    /// <exception cref="IOException">It cannot be reached.</exception>
    public async ValueTask SendAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lines);
        try
        {
            using var socket = _target.Open();
            await socket.ConnectAsync(_target.EndPoint, cancellationToken).ConfigureAwait(false);
            foreach (var line in lines) await SendAsync(socket, Message(line), cancellationToken).ConfigureAwait(false);
            if (!_target.IsStream) return;
            // An orderly end: the server has read to it, or we hear that it has not.
            socket.Shutdown(SocketShutdown.Send);
            while (await socket.ReceiveAsync(new byte[64], cancellationToken).ConfigureAwait(false) > 0) continue;
        }
        catch (SocketException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    private static DnsEndPoint EndPoint(Uri address, int usualPort) => new(address.DnsSafeHost, address.Port > 0 ? address.Port : usualPort);

    private async ValueTask SendAsync(Socket socket, byte[] message, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> rest = _target.IsStream
            ? (byte[])[.. Encoding.ASCII.GetBytes(message.Length.ToString(CultureInfo.InvariantCulture) + " "), .. message]
            : message;
        while (!rest.IsEmpty) rest = rest[await socket.SendAsync(rest, cancellationToken).ConfigureAwait(false)..];
    }

    private byte[] Message(string line)
    {
        var time = _clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"<{Priority}>1 {time} {_host} gudok {Environment.ProcessId} {_messageId} - {line}"));
    }

    // HOSTNAME is printable ASCII without blanks, or a dash.
    private static string Word(string text) => text.Length is > 0 and <= 255 && text.All(letter => letter is > ' ' and <= '~') ? text : "-";
}
