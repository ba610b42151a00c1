using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary>Keeps the connection to a PBX: makes it, and makes it again with growing waits when it breaks.</summary>
internal sealed partial class FeedConnection : IAsyncDisposable
{
    /// <summary>The first wait; each one after it is twice as long.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait; the only one after a refusal, which another attempt does not mend.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(10);

    private readonly FeedOptions _options;
    private readonly FeedCounters _counters;
    private readonly Func<FeedSession> _open;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly TroubleRhythm _trouble;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _working;

    /// <summary>Begins to connect.</summary>
    /// <param name="options">Where the PBX is.</param>
    /// <param name="counters">Count what comes of it.</param>
    /// <param name="open">Makes the session of a connection.</param>
    /// <param name="clock">Measures the waits.</param>
    /// <param name="logger">Is told when it is away, and when it is there again.</param>
    public FeedConnection(FeedOptions options, FeedCounters counters, Func<FeedSession> open, TimeProvider clock, ILogger logger)
    {
        _options = options;
        _counters = counters;
        _open = open;
        _clock = clock;
        _logger = logger;
        _trouble = new TroubleRhythm(clock);
        _working = Task.Run(WorkAsync);
    }

    /// <summary>Ends the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        var wait = FirstWait;
        while (!_stop.IsCancellationRequested)
        {
            var began = _clock.GetTimestamp();
            var fault = await TryAsync().ConfigureAwait(false);
            if (_stop.IsCancellationRequested) return;
            Note(fault);
            // One that lets us in and ends at once must not be asked every second.
            if (_clock.GetElapsedTime(began) > LongestWait) wait = FirstWait;
            await Task.Delay(fault is CaptureException ? LongestWait : wait, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    /// <summary>One connection from its beginning to its end, and what ended it.</summary>
    private async Task<Exception> TryAsync()
    {
        try
        {
            using var client = new TcpClient();
            await using var stream = await ConnectAsync(client).ConfigureAwait(false);
            var session = _open();
            session.SignedIn = NoteSignedIn;
            await session.RunAsync(stream, _stop.Token).ConfigureAwait(false);
            return new IOException("the connection ended");
        }
        catch (Exception fault) when (fault is SocketException or IOException or AuthenticationException or CryptographicException or TimeoutException or OperationCanceledException or CaptureException)
        {
            return fault;
        }
    }

    private async Task<Stream> ConnectAsync(TcpClient client)
    {
        var (host, port) = _options.Place ?? throw new InvalidOperationException("The settings were not validated.");
        using var deadline = new CancellationTokenSource(LongestConnect, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stop.Token);
        await client.ConnectAsync(host, port, either.Token).ConfigureAwait(false);
        var plain = client.GetStream();
        if (!_options.Tls) return plain;
        return await new TlsClient(host, _options.Authorities, "", CaptureFaults.FeedFileUnreadable).OpenAsync(plain, _clock, either.Token).ConfigureAwait(false);
    }

    private void NoteSignedIn()
    {
        if (_trouble.End()) LogBack(_counters.Name);
    }

    private void Note(Exception fault)
    {
        _counters.CountFailure();
        var reason = fault is OperationCanceledException ? "it did not answer within 10 s" : fault.Message.TrimEnd('.');
        var code = (fault as CaptureException)?.Code ?? CaptureFaults.FeedAway;
        if (_trouble.Note(fault)) LogAway(code, _counters.Name, reason);
    }

    [LoggerMessage(5031, LogLevel.Warning, "{Code}: {Feed} is not connected: {Reason}. It is tried again, after a minute at most; calls are recorded without what it would tell.")]
    private partial void LogAway(string code, string feed, string reason);

    [LoggerMessage(5032, LogLevel.Warning, "{Feed} is connected again")]
    private partial void LogBack(string feed);
}
