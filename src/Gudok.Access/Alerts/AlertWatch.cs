using System.Collections.Concurrent;
using Gudok.Numbers;
using Gudok.Seals;
using Microsoft.Extensions.Logging;

namespace Gudok.Access;

/// <summary>Holds every entry of the journal against the rules while served, also those that commands wrote meanwhile. How far it is stands beside the
/// chain of heads: a restart misses nothing and tells nothing twice.</summary>
public sealed partial class AlertWatch : IAsyncDisposable
{
    private const string Mark = "alerts";
    private const int MostGaps = 100;
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(30);
    private readonly SqliteJournal _journal;
    private readonly IHeadStore _marks;
    private readonly AlertRules _rules;
    private readonly AlertBook _book;
    private readonly IReadOnlyList<AlertPost> _posts;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly AlertJudge _judge;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SemaphoreSlim _news = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly Queue<RaisedAlert> _unwritten = new();
    private readonly ConcurrentQueue<string> _gaps = new();
    private long _judged;
    private bool _isReady;

    /// <summary>Begins to watch.</summary>
    /// <param name="journal">What is watched, and takes the alerts.</param>
    /// <param name="marks">Keeps how far it is.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="book">Is told of new alerts.</param>
    /// <param name="posts">Who is sent alerts; disposed with the watch.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Where failures are noted.</param>
    public AlertWatch(SqliteJournal journal, IHeadStore marks, AlertRules rules, AlertBook book, IReadOnlyList<AlertPost> posts, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(journal);
        (_journal, _marks, _rules, _book, _posts, _clock, _logger) = (journal, marks, rules, book, posts, clock, logger);
        _judge = new AlertJudge(rules, IsNewAddress);
        journal.OnWritten(OnWritten);
        journal.OnDamaged(OnDamaged);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Looks at all entries that were not looked at yet.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var mark = await ReadyAsync(cancellationToken).ConfigureAwait(false);
            do
            {
                while (_gaps.TryDequeue(out var fault)) NoteGap(fault);
                // An entry is judged once, however often what follows from it has to be tried.
                await RaiseAsync(cancellationToken).ConfigureAwait(false);
                if (_judged > mark) await _marks.SetMarkAsync(Mark, mark = _judged, CancellationToken.None).ConfigureAwait(false);
            }
            while (JudgeAfter(mark));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Tells that the journal does not hold what was signed of it.</summary>
    /// <param name="fault">What is wrong, one line.</param>
    /// <param name="cancellationToken">Cancels before it is written.</param>
    public async Task TellGapAsync(string fault, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            NoteGap(fault);
            await RaiseAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops after the entry in hand.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_posts.Select(post => post.DisposeAsync().AsTask())).ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Judges the next entries; false if there are none. One that does not open is told, and keeps none behind it from being judged.</summary>
    private bool JudgeAfter(long mark)
    {
        var tail = _journal.ReadAfter(mark);
        foreach (var kept in tail.Entries)
        {
            foreach (var raised in _judge.Judge(kept)) _unwritten.Enqueue(raised);
            // At once: the journal may not answer at the next, and this one is not to be counted twice.
            _judged = kept.Number;
        }

        _judged = tail.Last ?? _judged;
        return tail.Last is not null;
    }

    private void NoteGap(string fault)
    {
        var now = _clock.GetUtcNow();
        foreach (var raised in _judge.JudgeGap(now, fault))
        {
            // A start of the program begins to count anew; the journal knows.
            if (!_journal.Any(new JournalSearch { Act = RaisedAlert.ActName, Object = raised.Gap, From = now - raised.Rule.Within })) _unwritten.Enqueue(raised);
        }
    }

    // Entries of the windows that were open when the program ended are counted again, but raise nothing a second time.
    private async Task<long> ReadyAsync(CancellationToken cancellationToken)
    {
        var mark = await _marks.MarkAsync(Mark, cancellationToken).ConfigureAwait(false);
        if (_isReady) return mark;
        var search = new JournalSearch { From = _clock.GetUtcNow() - _rules.LongestWindow, Limit = JournalSearch.MostEntries };
        var newest = await _journal.SearchAsync(new JournalSearch { Limit = 1 }, cancellationToken).ConfigureAwait(false);
        // Where nothing was ever watched, the past is not told as news.
        if (mark == 0 && newest.Count > 0) await _marks.SetMarkAsync(Mark, mark = newest.Entries is [var last] ? last.Number : newest.Damaged[0].Number, cancellationToken).ConfigureAwait(false);
        var known = new List<KeptEntry>();
        do
        {
            var page = await _journal.SearchAsync(search, cancellationToken).ConfigureAwait(false);
            known.AddRange(page.Entries.Where(kept => kept.Number <= mark));
            search = search with { Before = page.Next };
        }
        while (search.Before is not null);

        known.Reverse();
        foreach (var kept in known) _ = _judge.Judge(kept);
        _isReady = true;
        return mark;
    }

    /// <summary>Writes what was raised. What cannot be written waits for the next time.</summary>
    private async Task RaiseAsync(CancellationToken cancellationToken)
    {
        while (_unwritten.TryPeek(out var raised))
        {
            await RaiseAsync(raised, cancellationToken).ConfigureAwait(false);
            _unwritten.Dequeue();
        }
    }

    private async Task RaiseAsync(RaisedAlert raised, CancellationToken cancellationToken)
    {
        var entry = raised.ToEntry();
        var number = long.Parse(await _journal.WriteAsync(entry, cancellationToken).ConfigureAwait(false), System.Globalization.CultureInfo.InvariantCulture);
        _book.Changed();
        AlertMeter.Raised.Add(1, new KeyValuePair<string, object?>("rule", raised.Rule.Name));
        LogRaised(raised.Rule.Name, number);
        foreach (var post in _posts) post.Add(new AlertNotice(number, _clock.GetUtcNow(), raised.Rule.Name, raised.Count, raised.Rule.Within));
    }

    private bool IsNewAddress(KeptEntry kept)
    {
        var before = new JournalSearch { Actor = kept.Entry.Actor.Id, Before = kept.Number, Limit = 1 };
        return _journal.Any(before) && !_journal.Any(before with { Address = kept.Entry.Actor.Address });
    }

    private void OnWritten(IReadOnlyList<KeptEntry> entries)
    {
        if (!_stop.IsCancellationRequested && _news.CurrentCount == 0) _news.Release();
    }

    // Whoever reads it: the watch, a page, a review.
    private void OnDamaged(DamagedEntry damaged)
    {
        if (_gaps.Count < MostGaps) _gaps.Enqueue(damaged.Fault);
        OnWritten([]);
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await _news.WaitAsync(_stop.Token).ConfigureAwait(false);
            try
            {
                await CatchUpAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is IOException or AccessException or VaultException)
            {
                LogFailed(fault.Message);
                await Task.Delay(_rest, _clock, _stop.Token).ConfigureAwait(false);
                OnWritten([]);
            }
        }
    }

    [LoggerMessage(7301, LogLevel.Warning, "Alert {Rule}: entry {Number} of the journal. See /alerts.")]
    private partial void LogRaised(string rule, long number);

    [LoggerMessage(7302, LogLevel.Error, "The journal cannot be watched for alerts ({Reason}); it is tried again in 30 s.")]
    private partial void LogFailed(string reason);
}
