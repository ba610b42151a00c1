using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Gudok.Sip;

namespace Gudok.Capture.Tests.Relay;

/// <summary>The next collector: notes the Call-IDs of what it reads, and can go away and come back at its address.</summary>
internal sealed class FakeCollector : IAsyncDisposable
{
    private readonly ConcurrentBag<Socket> _open = [];
    private readonly X509Certificate2? _certificate;
    private readonly RemoteCertificateValidationCallback? _judge;
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Chooses an address; nobody is there before <see cref="Begin"/>.</summary>
    /// <param name="certificate">Shown over TLS; null without.</param>
    /// <param name="judge">Judges the sender's certificate; null if none is asked for.</param>
    public FakeCollector(X509Certificate2? certificate = null, RemoteCertificateValidationCallback? judge = null)
    {
        (_certificate, _judge) = (certificate, judge);
        Begin();
    }

    /// <summary>Where it is.</summary>
    public IPEndPoint Endpoint { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Correlation of every packet, in the order of reading.</summary>
    public ConcurrentQueue<string> Read { get; } = new();

    /// <summary>The keys that came.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>Whether it takes octets and reads none.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Is there again.</summary>
    public void Begin()
    {
        _listener = new TcpListener(Endpoint);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        Endpoint = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Goes away: what it took and had not read is lost, as when a program is killed.</summary>
    public async Task EndAsync()
    {
        _listener?.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var socket in _open)
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception gone) when (gone is ObjectDisposedException or SocketException)
            {
                // The sender was the first to end it.
            }

            socket.Dispose();
        }

        _open.Clear();
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            var socket = await listener.AcceptSocketAsync();
            _open.Add(socket);
            _ = ReadAsync(socket);
        }
    }

    private async Task ReadAsync(Socket socket)
    {
        try
        {
            await using Stream plain = new NetworkStream(socket, ownsSocket: true);
            await using var stream = await OpenAsync(plain);
            var buffer = new byte[1 << 20];
            var filled = 0;
            while (true)
            {
                while (IsDeaf) await Task.Delay(10);
                var count = await stream.ReadAsync(buffer.AsMemory(filled));
                if (count == 0) return;
                filled = Take(buffer, filled + count);
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // One of the two went away.
        }
    }

    private async Task<Stream> OpenAsync(Stream plain)
    {
        if (_certificate is null) return plain;
        var stream = new SslStream(plain);
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = _certificate,
            ClientCertificateRequired = _judge is not null,
            RemoteCertificateValidationCallback = _judge,
        });
        return stream;
    }

    private int Take(byte[] buffer, int filled)
    {
        var at = 0;
        while (HepPacket.TryReadStream(buffer.AsSpan(at, filled - at), out var packet, out var consumed, out _) == HepReadStatus.Complete)
        {
            Keys.Enqueue(System.Text.Encoding.UTF8.GetString(packet.AuthKey));
            Read.Enqueue(System.Text.Encoding.UTF8.GetString(packet.CorrelationId));
            at += consumed;
        }

        buffer.AsSpan(at, filled - at).CopyTo(buffer);
        return filled - at;
    }
}
