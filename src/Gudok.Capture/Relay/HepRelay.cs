using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Gudok.Numbers;
using Gudok.Sip;
using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary>Sends all HEP that was taken on to another collector, and keeps it on disk, sealed, while that is away.</summary>
public sealed partial class HepRelay : IAsyncDisposable
{
    // How long a packet may wait for its block to be full.
    private static readonly TimeSpan GatherPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FlushPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    // What may wait in memory while the disk refuses it.
    private const long MostWithoutDisk = 64 << 20;

    private readonly HepRelayOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly TroubleRhythm _away;
    private readonly TroubleRhythm _disk;
    private readonly CaptureCounters _counters;
    private readonly RelayCounters _counts = new();
    private readonly StateSeal _seal;
    private readonly RelayQueue _queue;
    private readonly RelayIntake _intake;
    private readonly RelayWindow _window = new();
    private readonly RelayMetrics _metrics;
    private readonly CancellationTokenSource _stopStoring = new();
    private readonly CancellationTokenSource _stopSending = new();
    private readonly Task _storing;
    private readonly Task _sending;
    private long _sentUpTo;
    private volatile bool _isEnding;

    private HepRelay(string folder, HepRelayOptions options, byte[] key, byte[] sealKey, CaptureCounters counters, TimeProvider clock, ILogger logger)
    {
        (_options, _counters, _clock, _logger) = (options, counters, clock, logger);
        (_away, _disk) = (new TroubleRhythm(clock), new TroubleRhythm(clock));
        _seal = new StateSeal(sealKey);
        var spool = new RelaySpool(Path.Combine(folder, "relay"), options.SpoolBytes, _seal, Lose);
        _queue = new RelayQueue(spool);
        _intake = new RelayIntake(key, spool.Last + 1, Lose);
        _metrics = new RelayMetrics(_counts, () => Waiting, () => _queue.SpooledBytes);
        _storing = Task.Run(StoreAsync);
        _sending = Task.Run(SendAsync);
    }

    /// <summary>Packets that wait, in memory and on disk.</summary>
    internal long Waiting => _intake.Waiting + _queue.Waiting;

    /// <summary>Packets of them that were not put in order yet.</summary>
    internal long Gathering => _intake.Waiting;

    /// <summary>What came of the packets.</summary>
    internal RelayCounters Counts => _counts;

    /// <summary>Takes up what waits on disk, and begins to connect.</summary>
    /// <param name="folder">The data folder; what waits lies in its folder <c>relay</c>.</param>
    /// <param name="options">Where to send.</param>
    /// <param name="keys">Seal what waits.</param>
    /// <param name="counters">Count what is lost (<c>place="relay"</c>).</param>
    /// <param name="clock">Measures the waits.</param>
    /// <param name="logger">Is told when the collector is away, and when it is there again.</param>
    /// <returns>Null if no collector is set.</returns>
    /// <exception cref="CaptureException">GDK-5011: the key file cannot be read. GDK-5012: what waits on disk cannot be opened.</exception>
    public static HepRelay? Open(string folder, HepRelayOptions options, KeyRing keys, CaptureCounters counters, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(keys);
        if (options.Endpoint.Length == 0) return null;
        try
        {
            return new HepRelay(folder, options, ReadKey(options), keys.Derive(KeyPurpose.Relay), counters, clock, logger);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CaptureException(CaptureFaults.SpoolFailed, $"what waits in {Path.Combine(folder, "relay")} for the next collector cannot be opened: {fault.Message}");
        }
    }

    /// <summary>Takes a packet that was admitted.</summary>
    internal void Take(in HepPacket packet) => _intake.Take(packet);

    /// <summary>Sends what waits, as far as the collector takes it within 5 s, and keeps the rest on disk. Inputs must have stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopStoring.CancelAsync().ConfigureAwait(false);
        await _storing.ConfigureAwait(false);
        Gather();
        _isEnding = true;
        _stopSending.CancelAfter(_queue.IsConnected ? LongestEnd : TimeSpan.Zero);
        await _sending.ConfigureAwait(false);
        _queue.IsConnected = false;
        Settle();
        // Only a disk that refuses leaves something here.
        while (_queue.DropOldest() is var packets and > 0) Lose(packets);
        _queue.Dispose();
        _seal.Dispose();
        _metrics.Dispose();
        _stopStoring.Dispose();
        _stopSending.Dispose();
    }

    private async Task StoreAsync()
    {
        var flushedAt = _clock.GetTimestamp();
        while (!_stopStoring.IsCancellationRequested)
        {
            Gather();
            if (_clock.GetElapsedTime(flushedAt) >= FlushPause)
            {
                Settle();
                flushedAt = _clock.GetTimestamp();
            }

            await Task.Delay(GatherPause, _clock, _stopStoring.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Gather()
    {
        while (_intake.TryTake(out var block))
        {
            Try(() => _queue.Add(block));
            while (_queue.InMemory > MostWithoutDisk) Lose(_queue.DropOldest());
        }
    }

    private void Settle() => Try(_queue.Settle);

    /// <summary>Does something with the disk; a disk that refuses is told, and what it refused waits in memory.</summary>
    private bool Try(Action act)
    {
        try
        {
            act();
            if (_disk.End()) LogDiskBack();
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (_disk.Note(fault)) LogDisk(CaptureFaults.SpoolFailed, fault.Message);
            return false;
        }
    }

    private async Task SendAsync()
    {
        var wait = FirstWait;
        while (!_stopSending.IsCancellationRequested)
        {
            var fault = await ConnectAndSendAsync().ConfigureAwait(false);
            await PutBackAsync().ConfigureAwait(false);
            if (fault is null || _stopSending.IsCancellationRequested) return;
            wait = _counts.IsConnected ? FirstWait : wait;
            Note(fault);
            if (_isEnding) return;
            await Task.Delay(wait, _clock, _stopSending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    /// <summary>One connection from its beginning to its end; what ended it, null if all was sent and Gudok itself ends.</summary>
    private async Task<Exception?> ConnectAndSendAsync()
    {
        try
        {
            using var deadline = new CancellationTokenSource(LongestConnect, _clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stopSending.Token);
            var place = _options.Place ?? throw new InvalidOperationException("The settings were not validated.");
            var tls = _options.Tls ? new TlsClient(place.Host, _options.Authorities, _options.Certificate, CaptureFaults.RelayFileUnreadable) : null;
            await using var link = await RelayLink.ConnectAsync(place, tls, _clock, either.Token).ConfigureAwait(false);
            _counts.IsConnected = _queue.IsConnected = true;
            if (_away.End()) LogBack(_options.Endpoint);
            await SendAsync(link).ConfigureAwait(false);
            return null;
        }
        catch (Exception fault) when (fault is SocketException or IOException or AuthenticationException or CryptographicException or OperationCanceledException or CaptureException)
        {
            return fault;
        }
    }

    private async Task SendAsync(RelayLink link)
    {
        while (true)
        {
            NoteArrived(link, isCertain: false);
            if (link.IsEnded) throw new IOException("the collector ended the connection");
            RelayBlock? block = null;
            var isRead = !_window.HasRoom || Try(() => block = _queue.Take());
            if (block is not null)
            {
                await SendAsync(link, block).ConfigureAwait(false);
                continue;
            }

            if (!isRead && _isEnding) throw new IOException("the disk refuses what waits");
            if (_isEnding && _window.HasRoom && link.Taken == link.Given)
            {
                NoteArrived(link, isCertain: true);
                return;
            }

            await Task.Delay(GatherPause, _clock, _stopSending.Token).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(RelayLink link, RelayBlock block)
    {
        try
        {
            await link.SendAsync(block, _stopSending.Token).ConfigureAwait(false);
        }
        finally
        {
            // What was sent by half is sent again whole.
            _window.Add(block, link.Given, _clock.GetTimestamp());
        }

        if (block.Sequence > _sentUpTo) _counts.CountSent(block.Packets);
        else _counts.CountResent(block.Packets);
        _sentUpTo = Math.Max(_sentUpTo, block.Sequence);
    }

    private void NoteArrived(RelayLink link, bool isCertain)
    {
        while (_window.TakeArrived(link.Taken, _clock, isCertain) is { } arrived) Try(() => _queue.NoteArrived(arrived));
    }

    private async Task PutBackAsync()
    {
        _queue.IsConnected = false;
        var left = _window.TakeAll();
        while (!Try(() => _queue.PutBack(left)))
        {
            if (_stopSending.IsCancellationRequested || _isEnding)
            {
                Lose(left.Sum(block => (long)block.Packets));
                return;
            }

            await Task.Delay(FlushPause, _clock, _stopSending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Note(Exception fault)
    {
        _counts.IsConnected = false;
        _counts.CountFailure();
        var reason = fault is OperationCanceledException ? "it did not answer within 10 s" : fault.Message.TrimEnd('.');
        if (_away.Note(fault)) LogAway((fault as CaptureException)?.Code ?? CaptureFaults.RelayAway, _options.Endpoint, reason);
    }

    private void Lose(long packets)
    {
        if (packets == 0) return;
        _counters.CountDropped(DropPlace.Relay, packets);
        LogLost(CaptureFaults.RelayLost, packets);
    }

    private static byte[] ReadKey(HepRelayOptions options)
    {
        if (options.KeyFile.Length == 0) return Encoding.UTF8.GetBytes(options.Key);
        return KeyFile.Read(options.KeyFile, "Hep:Relay:KeyFile", CaptureFaults.RelayFileUnreadable);
    }

    [LoggerMessage(5040, LogLevel.Warning, "{Code}: the collector {Endpoint} is not connected: {Reason}. It is tried again; what comes meanwhile waits on disk.")]
    private partial void LogAway(string code, string endpoint, string reason);

    [LoggerMessage(5041, LogLevel.Warning, "The collector {Endpoint} is connected again")]
    private partial void LogBack(string endpoint);

    [LoggerMessage(5042, LogLevel.Error, "{Code}: what waits for the next collector cannot be written or read: {Reason}. It waits in memory, and its oldest part is dropped when that is too much.")]
    private partial void LogDisk(string code, string reason);

    [LoggerMessage(5043, LogLevel.Information, "What waits for the next collector can be written again")]
    private partial void LogDiskBack();

    [LoggerMessage(5044, LogLevel.Error, "{Code}: {Packets} packets for the next collector are lost: more waited than Hep:Relay:SpoolBytes lets wait, or what was on disk was changed")]
    private partial void LogLost(string code, long packets);
}
