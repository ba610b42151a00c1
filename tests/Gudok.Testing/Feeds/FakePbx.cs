using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gudok.Testing;

/// <summary>A PBX that tells of its calls over a loopback socket, as its documentation says.</summary>
public abstract class FakePbx : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, (Stream Stream, bool IsAdmitted)> _open = new();
    private readonly Task _accepting;

    /// <summary>Begins to listen.</summary>
    /// <param name="secret">The password that it takes.</param>
    protected FakePbx(string secret)
    {
        Secret = secret;
        _listener.Start();
        Address = _listener.LocalEndpoint.ToString()!;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Host and port.</summary>
    public string Address { get; }

    /// <summary>The password that it takes.</summary>
    public string Secret { get; set; }

    /// <summary>What it shows over TLS; null for a connection without.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Everything that was said to it, message by message.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>How often it let somebody in.</summary>
    public int Admissions => _admissions;

    private int _admissions;

    /// <summary>Ends all connections, without a word.</summary>
    public void Break()
    {
        foreach (var socket in _open.Keys) socket.Close();
    }

    /// <summary>Ends all connections behind what was said.</summary>
    protected void Close()
    {
        foreach (var socket in _open.Keys) socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Says something to all who listen.</summary>
    public async Task SayAsync(byte[] octets)
    {
        foreach (var (stream, isAdmitted) in _open.Values)
        {
            if (!isAdmitted) continue;
            try
            {
                await stream.WriteAsync(octets);
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException)
            {
                // Whoever listened has gone meanwhile.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Break();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a message ends with.</summary>
    protected abstract string End { get; }

    /// <summary>What it says first.</summary>
    protected abstract string Greeting { get; }

    /// <summary>Answers a message; whether the sender may listen from now on, null if it is sent away.</summary>
    protected abstract (string Reply, bool? IsAdmitted) Answer(string message);

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = Task.Run(() => ServeAsync(client));
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (Certificate is null) return client.GetStream();
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(Certificate);
        return stream;
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        var socket = client.Client;
        try
        {
            await using var stream = await OpenAsync(client);
            _open[socket] = (stream, false);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Greeting));
            var text = "";
            var buffer = new byte[4096];
            for (int length; (length = await stream.ReadAsync(buffer, _stop.Token)) > 0;)
            {
                text += Encoding.UTF8.GetString(buffer, 0, length);
                for (int end; (end = text.IndexOf(End, StringComparison.Ordinal)) >= 0;)
                {
                    var message = text[..end];
                    text = text[(end + End.Length)..];
                    Heard.Enqueue(message);
                    var (reply, isAdmitted) = Answer(message);
                    if (reply.Length > 0) await stream.WriteAsync(Encoding.UTF8.GetBytes(reply));
                    if (isAdmitted is null) return;
                    if (isAdmitted == true && _open.TryUpdate(socket, (stream, true), (stream, false))) Interlocked.Increment(ref _admissions);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException or AuthenticationException)
        {
            // Whoever asked went away, or the test is over.
        }
        finally
        {
            _open.TryRemove(socket, out var _);
        }
    }
}
