using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Gudok.Sip;
using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary>Receives HEP3 over TCP: frames one after the other on each connection.</summary>
internal sealed partial class HepTcpReceiver : ILiveInput, IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly HepOptions _options;
    private readonly HepAdmission _admission;
    private readonly ILiveSink _sink;
    private readonly CaptureCounters _counters;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly PatientAcceptance _acceptance;
    private readonly HepTls? _tls;
    private readonly HepRelay? _relay;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<HepTcpConnection, HepTcpConnection> _open = new();
    private readonly ConcurrentDictionary<Task, Task> _reading = new();
    private int _connections;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Binds the address.</summary>
    /// <param name="endpoint">The address.</param>
    /// <param name="options">How many connections there may be.</param>
    /// <param name="admission">Whom HEP is taken from.</param>
    /// <param name="sink">Takes what was decoded.</param>
    /// <param name="counters">Count it.</param>
    /// <param name="clock">Tells when it came.</param>
    /// <param name="logger">Is told when nobody can be accepted, once a minute.</param>
    /// <param name="accept">Accepts the next connection; null for the kernel's own way.</param>
    /// <param name="tls">Puts TLS above the connections; null for bare ones.</param>
    /// <param name="relay">Gets all that is admitted, too; null for none.</param>
    /// <exception cref="SocketException">The address is taken or not ours.</exception>
    public HepTcpReceiver(
        IPEndPoint endpoint, HepOptions options, HepAdmission admission, ILiveSink sink, CaptureCounters counters, TimeProvider clock, ILogger logger,
        Func<CancellationToken, ValueTask<Socket>>? accept = null, HepTls? tls = null, HepRelay? relay = null)
    {
        _tls = tls;
        _relay = relay;
        _options = options;
        _admission = admission;
        _sink = sink;
        _counters = counters;
        _clock = clock;
        _logger = logger;
        _listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _listener.Bind(endpoint);
            _listener.Listen();
        }
        catch (SocketException)
        {
            _listener.Dispose();
            throw;
        }

        accept ??= _listener.AcceptAsync;
        _acceptance = new PatientAcceptance(async stop => await accept(stop).ConfigureAwait(false), clock);
    }

    /// <summary>The address that is listened on.</summary>
    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndPoint!;

    public void Start() => _accepting = AcceptAsync();

    /// <inheritdoc />
    public Instant WorkedUpTo(Instant now)
    {
        foreach (var (connection, _) in _open)
        {
            var workedUpTo = connection.WorkedUpTo(now);
            if (workedUpTo < now) now = workedUpTo;
        }

        return now;
    }

    /// <summary>Gives the address back; for one that was never started.</summary>
    public void Close()
    {
        _listener.Dispose();
        _stop.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What a connection has taken is worked off before what lies behind it closes.
        await Task.WhenAll(_reading.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (await _acceptance.NextAsync(NoteRefused, LogAcceptedAgain, _stop.Token).ConfigureAwait(false) is not { } socket) return;
            if (!TryBegin(socket)) socket.Dispose();
        }
    }

    private void NoteRefused(SocketException fault, bool isToTell)
    {
        _counters.CountAcceptFailure();
        if (isToTell) LogCannotAccept(CaptureFaults.CannotAccept, fault.Message);
    }

    /// <summary>Begins to read a connection; false if it is not to be read.</summary>
    private bool TryBegin(Socket socket)
    {
        if (!TryGetPeer(socket, out var peer)) return false;
        if (!_admission.Admits(peer.Serialize()))
        {
            _counters.CountPacket();
            _counters.CountIgnored(IgnoreReason.HepRefused);
            return false;
        }

        if (Interlocked.Increment(ref _connections) > _options.MaxConnections)
        {
            Interlocked.Decrement(ref _connections);
            _counters.CountDropped(DropPlace.Connection);
            return false;
        }

        // On its own: an agent that has sent much already must not keep the next one waiting.
        var reading = Task.Run(() => ReadAsync(socket, peer));
        _reading.TryAdd(reading, reading);
        _ = reading.ContinueWith(done => _reading.TryRemove(done, out _), TaskScheduler.Default);
        return true;
    }

    /// <summary>Who connected; false if it is gone already.</summary>
    private bool TryGetPeer(Socket socket, [NotNullWhen(true)] out IPEndPoint? peer)
    {
        peer = null;
        try
        {
            peer = socket.RemoteEndPoint as IPEndPoint;
        }
        catch (SocketException)
        {
            // Counted below: it says nothing of the listener.
        }

        if (peer is null) _counters.CountDropped(DropPlace.Connection);
        return peer is not null;
    }

    private async Task ReadAsync(Socket socket, IPEndPoint peer)
    {
        await using var octets = HepTcpConnection.Watch(socket, _clock);
        try
        {
            if (await OpenAsync(octets, peer).ConfigureAwait(false) is { } stream) await ReadAsync(octets, stream).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    /// <summary>What the packets are read from; null if the agent did not come through the handshake.</summary>
    private async Task<Stream?> OpenAsync(WatchedSocketStream octets, IPEndPoint peer)
    {
        if (_tls is null) return octets;
        try
        {
            return await _tls.OpenAsync(octets, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException or SocketException or OperationCanceledException)
        {
            if (_stop.IsCancellationRequested) return null;
            _tls.NoteFailed(fault, peer.Address.ToString());
            _counters.CountPacket();
            _counters.CountIgnored(IgnoreReason.HepRefused);
            return null;
        }
    }

    private async Task ReadAsync(WatchedSocketStream octets, Stream stream)
    {
        await using var connection = new HepTcpConnection(octets, stream, new HepDecoder(_sink, _counters, _options, _admission, _tls?.Proof ?? HepProof.None, _relay), _clock);
        _open.TryAdd(connection, connection);
        try
        {
            await connection.ReadAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
        {
            // The agent went away in the middle of a packet: what it had sent whole is taken, the rest never came.
            if (!_stop.IsCancellationRequested) _counters.CountDropped(DropPlace.Connection);
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    }

    [LoggerMessage(5015, LogLevel.Error,
        "{Code}: HEP connections over TCP cannot be accepted: {Reason}. Connections that stand go on, UDP too; it is tried again every second. If files are the reason, raise the limit (ulimit -n, or LimitNOFILE of the service).")]
    private partial void LogCannotAccept(string code, string reason);

    [LoggerMessage(5016, LogLevel.Warning, "HEP connections over TCP are accepted again.")]
    private partial void LogAcceptedAgain();
}
