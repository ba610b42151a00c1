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
    private readonly ConcurrentDictionary<Socket, Listener> _open = new();
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
        foreach (var socket in _open.Keys)
        {
            try
            {
                socket.Shutdown(SocketShutdown.Send);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                // Whoever listened was the first to end it.
            }
        }
    }

    /// <summary>Says something to all who listen.</summary>
    public async Task SayAsync(byte[] octets)
    {
        foreach (var listener in _open.Values)
        {
            await listener.Turn.WaitAsync();
            try
            {
                if (listener.IsAdmitted) await listener.Stream.WriteAsync(octets);
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException)
            {
                // Whoever listened has gone meanwhile.
            }
            finally
            {
                listener.Turn.Release();
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
            var listener = _open[socket] = new Listener(stream);
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
                    await ReplyAsync(listener, reply, isAdmitted == true);
                    if (isAdmitted is null) return;
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

    /// <summary>Whoever has read that it is let in gets what is told from then on.</summary>
    private async Task ReplyAsync(Listener listener, string reply, bool isAdmitted)
    {
        await listener.Turn.WaitAsync(_stop.Token);
        try
        {
            if (reply.Length > 0) await listener.Stream.WriteAsync(Encoding.UTF8.GetBytes(reply));
            if (!isAdmitted || listener.IsAdmitted) return;
            listener.IsAdmitted = true;
            Interlocked.Increment(ref _admissions);
        }
        finally
        {
            listener.Turn.Release();
        }
    }

    private sealed class Listener(Stream stream)
    {
        public Stream Stream => stream;

        public SemaphoreSlim Turn { get; } = new(1);

        public bool IsAdmitted { get; set; }
    }
}
