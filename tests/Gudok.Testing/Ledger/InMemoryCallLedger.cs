using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>The ledger's behaviour in its plainest form: lists and loops. Oracle of the conformance suite, fake for everybody else.</summary>
/// <param name="clock">Tells when kept messages are over.</param>
/// <param name="messageDays">For how many days from a call's start its messages are kept.</param>
public sealed class InMemoryCallLedger(TimeProvider clock, int messageDays = 7) : ICallLedger
{
    private readonly Lock _lock = new();
    private readonly List<Kept> _kept = [];
    private readonly Dictionary<RecordId, Kept> _byId = [];
    private readonly List<Action<AppendedRecords>> _handlers = [];

    /// <inheritdoc />
    public long Position { get; private set; }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<KnownRecord?>> FindKnownAsync(IReadOnlyList<CallProbe> probes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock) return ValueTask.FromResult<IReadOnlyList<KnownRecord?>>([.. probes.Select(Known)]);
    }

    /// <inheritdoc />
    public ValueTask<AppendReport> AppendAsync(LedgerBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AppendedRecords appended;
        lock (_lock)
        {
            var ids = batch.Records.Select(entry => entry.Record.Id).ToHashSet();
            if (batch.Corrections.Any(correction => !_byId.ContainsKey(correction.Id) && !ids.Contains(correction.Id)))
            {
                throw new ArgumentException("A correction belongs to no record.", nameof(batch));
            }

            var records = batch.Records.Where(Add).Select(entry => entry.Record).ToList();
            var corrections = batch.Corrections.Where(Correct).ToList();
            Position += records.Count + corrections.Count;
            appended = new AppendedRecords(Position, records, corrections);
        }

        if (appended.Records.Count + appended.Corrections.Count > 0)
        {
            foreach (var handler in _handlers.ToArray()) handler(appended);
        }

        var known = batch.Records.Count - appended.Records.Count;
        return ValueTask.FromResult(new AppendReport(appended.Records.Count, known, appended.Corrections.Count));
    }

    /// <inheritdoc />
    public ValueTask<RecordPage> QueryAsync(CallQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, CallQuery.MaxLimit);
        lock (_lock)
        {
            var after = query.After is { } id
                ? (_byId.TryGetValue(id, out var kept) ? kept.Now.StartedAt : new Instant(id.StartMilliseconds * 1000), id)
                : (new Instant(long.MaxValue), default);
            var found = _kept.Select(k => k.Now)
                .Where(record => Matches(query, record))
                .Where(record => query.After is null || (record.StartedAt, record.Id).CompareTo(after) < 0)
                .OrderByDescending(record => record.StartedAt).ThenByDescending(record => record.Id)
                .Take(query.Limit + 1).ToList();
            var page = found.Take(query.Limit).ToList();
            return ValueTask.FromResult(new RecordPage(page, found.Count > page.Count ? page[^1].Id : null));
        }
    }

    /// <inheritdoc />
    public ValueTask<CallRecord?> FindAsync(RecordId id, CancellationToken cancellationToken)
    {
        lock (_lock) return ValueTask.FromResult(_byId.TryGetValue(id, out var kept) ? kept.Now : null);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<CallCorrection>> CorrectionsAsync(RecordId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<CallCorrection>>(_byId.TryGetValue(id, out var kept) ? [.. kept.Corrections] : []);
        }
    }

    /// <inheritdoc />
    public ValueTask<SealedMessages?> MessagesAsync(RecordId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var isKept = _byId.TryGetValue(id, out var kept) && kept.Messages is not null && !IsOver(kept.First.StartedAt);
            return ValueTask.FromResult(isKept ? kept!.Messages : null);
        }
    }

    /// <inheritdoc />
    public ValueTask<RollupSpan> RollupsAsync(Instant from, Instant to, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var rollups = _kept.Select(kept => kept.Now)
                .GroupBy(record => (Minute: MinuteOf(record.StartedAt), record.Direction, record.Disposition))
                .Where(group => group.Key.Minute >= from && group.Key.Minute < to)
                .OrderBy(group => group.Key)
                .Select(group => new Rollup(
                    group.Key.Minute,
                    group.Key.Direction,
                    group.Key.Disposition,
                    group.Count(),
                    group.Sum(record => record.TalkMs ?? 0),
                    group.Sum(record => record.SetupMs ?? 0),
                    group.Count(record => record.SetupMs is not null)));
            return ValueTask.FromResult(new RollupSpan(Position, [.. rollups]));
        }
    }

    /// <inheritdoc />
    public ValueTask<VerifyReport> VerifyAsync(IProgress<VerifyProgress>? progress, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var days = _kept.Select(kept => kept.First.StartedAt.UtcDay)
                .Concat(_kept.SelectMany(kept => kept.Corrections).Select(correction => correction.MadeAt.UtcDay));
            return ValueTask.FromResult(new VerifyReport(
                days.Distinct().Count(), _kept.Count, _kept.Sum(kept => kept.Corrections.Count), null));
        }
    }

    /// <inheritdoc />
    public ValueTask CloseSegmentsAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public ValueTask<int> DropExpiredMessagesAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var today = Instant.Now(clock).UtcDay;
            var over = _kept.Where(kept => kept.Messages is not null && kept.First.StartedAt.UtcDay.AddDays(messageDays) < today).ToList();
            foreach (var kept in over) kept.Messages = null;
            return ValueTask.FromResult(over.Select(kept => kept.First.StartedAt.UtcDay).Distinct().Count());
        }
    }

    /// <inheritdoc />
    public IDisposable OnAppended(Action<AppendedRecords> handler)
    {
        lock (_lock) _handlers.Add(handler);
        return new Subscription(() => { lock (_lock) _handlers.Remove(handler); });
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private KnownRecord? Known(CallProbe probe)
    {
        var nearest = _kept
            .Where(kept => kept.First.Id.Key == probe.Key && Answers(kept, probe))
            .OrderBy(kept => Distance(kept, probe.Start)).ThenBy(kept => kept.First.Id)
            .FirstOrDefault();
        return nearest is null ? null : new KnownRecord(nearest.First.Id, nearest.Now.IsComplete);
    }

    private static bool Answers(Kept kept, CallProbe probe)
    {
        if (Distance(kept, probe.Start) <= TimeSpan.FromHours(1)) return true;
        var lacksEnd = kept.Now.EndedAt is null || kept.Now.IsEndEstimated;
        var age = probe.Start - kept.Now.StartedAt;
        return probe.SeekOpenBefore && lacksEnd && age >= TimeSpan.Zero && age <= TimeSpan.FromDays(8);
    }

    // A correction may move the start; both the first and the present start name the call.
    private static TimeSpan Distance(Kept kept, Instant start)
    {
        var first = (kept.First.StartedAt - start).Duration();
        var now = (kept.Now.StartedAt - start).Duration();
        return first < now ? first : now;
    }

    private bool Add(LedgerEntry entry)
    {
        var record = entry.Record;
        if (_byId.ContainsKey(record.Id) || Known(new CallProbe(record.Id.Key, record.StartedAt)) is not null) return false;
        var messages = IsOver(record.StartedAt) ? null : entry.Messages;
        var kept = new Kept(record) { Messages = messages };
        _kept.Add(kept);
        _byId.Add(record.Id, kept);
        return true;
    }

    private bool Correct(CallCorrection correction)
    {
        if (!_byId.TryGetValue(correction.Id, out var kept)) return false;
        if (RecordText.Of(kept.Now) == RecordText.Of(correction.Record)) return false;
        kept.Corrections.Add(correction);
        return true;
    }

    private bool IsOver(Instant start) => start + TimeSpan.FromDays(messageDays) <= Instant.Now(clock);

    private static bool Matches(CallQuery query, CallRecord record) =>
        (query.From is not { } from || record.StartedAt >= from)
        && (query.To is not { } to || record.StartedAt < to)
        && (query.Directions is null || query.Directions.Contains(record.Direction))
        && (query.Dispositions is null || query.Dispositions.Contains(record.Disposition))
        && (query.MinTalkMs is not { } least || record.TalkMs >= least)
        && (query.MaxTalkMs is not { } most || record.TalkMs <= most)
        && (query.LinkId is not { } link || record.LinkId == link)
        && (query.Parties is null || Names(record, query));

    private static bool Names(CallRecord record, CallQuery query)
    {
        var places = new List<PartyPlace>();
        RecordParties.Places(record, places);
        return places.Any(place => query.Parties!.Contains(place.Party));
    }

    private static Instant MinuteOf(Instant time) => new(time.Micros - (time.Micros % 60_000_000 + 60_000_000) % 60_000_000);

    private sealed class Kept(CallRecord first)
    {
        public CallRecord First { get; } = first;

        public List<CallCorrection> Corrections { get; } = [];

        public SealedMessages? Messages { get; set; }

        public CallRecord Now => Corrections.Count > 0 ? Corrections[^1].Record : First;
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
