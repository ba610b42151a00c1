using System.Diagnostics.Metrics;
using System.Text.Json;
using Gudok.Numbers;
using Gudok.Seals;
using Microsoft.Extensions.Logging;

namespace Gudok.Access;

/// <summary>Gives a syslog server every entry of the journal, one JSON object a message, MSGID <c>journal</c>. How far it is stands beside the chain of
/// heads, and entries are read from the journal: no queue can overflow, and a server that was away gets what it lacks.</summary>
public sealed partial class JournalSyslog : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(30);
    private readonly SqliteJournal _journal;
    private readonly IHeadStore _marks;
    private readonly string _name;
    private readonly SyslogServer _server;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Meter _meter = new("Gudok.Journal.Syslog");
    private readonly Counter<long> _given;
    private readonly Counter<long> _failures;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _news = new(1);
    private readonly Task _running;
    private long _behind;

    /// <summary>Begins to give.</summary>
    /// <param name="journal">What is given.</param>
    /// <param name="marks">Keeps how far the server is.</param>
    /// <param name="address">The server, one of <see cref="SyslogServer.Forms"/>.</param>
    /// <param name="clock">Times attempts.</param>
    /// <param name="logger">Where failures are noted.</param>
    /// <exception cref="ArgumentException">The address is none.</exception>
    public JournalSyslog(SqliteJournal journal, IHeadStore marks, string address, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(journal);
        if (!SyslogServer.TryOpen(address, "journal", clock, out var server)) throw new ArgumentException("The address is none of " + SyslogServer.Forms, nameof(address));
        (_journal, _marks, _name, _server, _clock, _logger) = (journal, marks, "journal " + address, server, clock, logger);
        _given = _meter.CreateCounter<long>("gudok_journal_syslog", null, "Entries of the journal given to the syslog server");
        _failures = _meter.CreateCounter<long>("gudok_journal_syslog_failures", null, "Attempts to give entries to the syslog server that failed and are made again");
        _meter.CreateObservableGauge("gudok_journal_syslog_behind", () => Interlocked.Read(ref _behind), null, "Entries that the syslog server lacks");
        journal.OnWritten(OnWritten);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Gives all that the server lacks, once.</summary>
    /// <exception cref="IOException">It cannot be reached.</exception>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        var mark = await _marks.MarkAsync(_name, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var tail = _journal.ReadAfter(mark);
            if (tail.Last is not { } last) break;
            // Not cut off by an orderly end: what the server has read and we do not note comes to it twice.
            using var limit = new CancellationTokenSource(_limit, TimeProvider.System);
            await _server.SendAsync(LinesOf(tail), limit.Token).ConfigureAwait(false);
            mark = last;
            await _marks.SetMarkAsync(_name, mark, CancellationToken.None).ConfigureAwait(false);
            _given.Add(tail.Entries.Count + tail.Damaged.Count);
        }

        Interlocked.Exchange(ref _behind, 0);
    }

    /// <summary>Ends the giving after what is under way, within 5 s. What was not given is given next time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _meter.Dispose();
        _stop.Dispose();
    }

    private static IReadOnlyList<string> LinesOf(JournalTail tail) =>
    [
        .. tail.Entries.Select(kept => (kept.Number, Text: Line(kept))).Concat(tail.Damaged.Select(damaged => (damaged.Number, Text: Line(damaged))))
            .OrderBy(line => line.Number).Select(line => line.Text),
    ];

    private static string Line(DamagedEntry damaged) =>
        JsonSerializer.Serialize(new DamagedEntryView(damaged.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), damaged.Fault), JournalJson.Default.DamagedEntryView);

    // ASCII: what is not stands escaped, so that no server need guess an encoding.
    private static string Line(KeptEntry kept) => JsonSerializer.Serialize(JournalView.Of(kept), JournalJson.Default.JournalView);

    private void OnWritten(IReadOnlyList<KeptEntry> entries)
    {
        Interlocked.Add(ref _behind, entries.Count);
        if (!_stop.IsCancellationRequested && _news.CurrentCount == 0) _news.Release();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await _news.WaitAsync(_stop.Token).ConfigureAwait(false);
            while (!await TryDeliverAsync().ConfigureAwait(false)) await Task.Delay(_retry, _clock, _stop.Token).ConfigureAwait(false);
            await Task.Delay(_rest, _clock, _stop.Token).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryDeliverAsync()
    {
        try
        {
            await DeliverAsync(_stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (fault is IOException or AccessException or VaultException or OperationCanceledException && !_stop.IsCancellationRequested)
        {
            _failures.Add(1);
            LogFailed(fault is OperationCanceledException ? "it did not answer in time" : fault.Message);
            return false;
        }
    }

    [LoggerMessage(7210, LogLevel.Warning, "The syslog server (Access:Journal:Syslog) does not take the journal: {Reason}. Nothing is lost: it is tried again in 30 s.")]
    private partial void LogFailed(string reason);
}
