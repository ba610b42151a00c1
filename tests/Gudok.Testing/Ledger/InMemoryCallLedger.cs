using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>The ledger's behaviour in its plainest form: lists and loops. Oracle of the conformance suite, fake for everybody else.</summary>
/// <param name="clock">Tells when kept messages are over.</param>
/// <param name="messageDays">For how many days from a call's start its messages are kept.</param>
/// <param name="recordDays">For how many days its record is.</param>
public sealed class InMemoryCallLedger(TimeProvider clock, int messageDays = 7, int recordDays = 1826) : IRetainingLedger
{
    private readonly HashSet<PartyId> _owed = [];
    private readonly Lock _lock = new();
    private readonly List<KeptRecord> _kept = [];
    private readonly Dictionary<RecordId, KeptRecord> _byId = [];
    private readonly List<Action<AppendedRecords>> _handlers = [];
    private readonly InMemorySeals _seals = new(clock);
    private readonly InMemoryRetention _retention = new(new RetentionTerms(RetentionClass.DefaultName, LedgerOptions.UsualPurpose, recordDays, messageDays));
    private int _pending;

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
            if (batch.Records.Any(entry => !_retention.Classes.Exists(one => one.Number == entry.Class)))
            {
                throw new ArgumentException("A record is of a class that the ledger was not told of.", nameof(batch));
            }

            foreach (var correction in batch.Corrections)
            {
                var number = _byId.TryGetValue(correction.Id, out var kept) && !kept.IsApart ? kept.Part.Class : batch.Records.FirstOrDefault(entry => entry.Record.Id == correction.Id)?.Class;
                if (number is { } found) _retention.RefuseDropped(new DayPart(correction.MadeAt.UtcDay, found));
            }

            if (batch.Corrections.Any(correction =>
                !_byId.ContainsKey(correction.Id) && !ids.Contains(correction.Id) && !_retention.HasDropped(InMemoryRetention.DayOf(correction.Id))))
            {
                throw new ArgumentException("A correction belongs to no record.", nameof(batch));
            }

            var records = batch.Records.Where(Add).Select(entry => entry.Record).ToList();
            var corrections = batch.Corrections.Where(Correct).ToList();
            Position += records.Count + corrections.Count;
            _pending = 0;
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
                .Where(record => QueryOracle.Matches(query, record))
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
    public ValueTask<AmendOutcome> AmendAsync(CallAmendment amendment, int? expectedVersion, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (amendment.Changes.IsEmpty || amendment.Actor.Length is 0 or > CallAmendment.MostActor) throw new ArgumentException("An amendment cannot be stored.", nameof(amendment));
        CallRecord record;
        lock (_lock)
        {
            if (!_byId.TryGetValue(amendment.Id, out var kept) || kept.IsApart)
            {
                return ValueTask.FromResult<AmendOutcome>(
                    _retention.HasDropped(InMemoryRetention.DayOf(amendment.Id)) ? new AmendOutcome.Over() : new AmendOutcome.Missing());
            }

            var made = new DayPart(amendment.MadeAt.UtcDay, kept.Part.Class);
            _retention.RefuseDropped(made);
            if (expectedVersion is { } expected && expected != kept.Amendments.Count)
            {
                return ValueTask.FromResult<AmendOutcome>(new AmendOutcome.Changed(kept.Amendments.Count));
            }

            kept.Amendments.Add(amendment);
            _seals.Add(made, amendment, kept.Amendments.Count);
            Position++;
            _retention.Additions.Add((kept.Part, made, false, Position));
            record = kept.Now;
        }

        foreach (var handler in _handlers.ToArray()) handler(new AppendedRecords(Position, [], []) { Amended = [record] });
        return ValueTask.FromResult<AmendOutcome>(new AmendOutcome.Made(record));
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<CallAmendment>> AmendmentsAsync(RecordId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<CallAmendment>>(_byId.TryGetValue(id, out var kept) ? [.. kept.Amendments] : []);
        }
    }

    /// <inheritdoc />
    public ValueTask<SealedMessages?> MessagesAsync(RecordId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var isKept = _byId.TryGetValue(id, out var kept) && kept.Messages is not null && (kept.AreMessagesApart || !IsOver(kept.First.StartedAt, kept.Part.Class));
            return ValueTask.FromResult(isKept ? kept!.Messages : null);
        }
    }

    /// <inheritdoc />
    public ValueTask<RollupSpan> RollupsAsync(Instant from, Instant to, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var rollups = QueryOracle.Rollups(_kept.Where(kept => !kept.IsApart).Select(kept => kept.Now), from, to);
            return ValueTask.FromResult(new RollupSpan(Position, [.. rollups]));
        }
    }

    /// <inheritdoc />
    public ValueTask<VerifyReport> VerifyAsync(VerifyRequest? request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var inPlace = _kept.Where(kept => !kept.IsApart).ToList();
            var days = inPlace.Select(kept => kept.Part.Day).Concat(_retention.Additions.Select(addition => addition.Made.Day));
            return ValueTask.FromResult(new VerifyReport(
                days.Distinct().Count(), inPlace.Count, _retention.Additions.Count(addition => addition.IsCorrection), null)
            {
                Amendments = _retention.Additions.Count(addition => !addition.IsCorrection),
                Heads = new HeadsReport(Heads.Last?.Number ?? 0, _seals.Unsealed, 0, Heads.Last),
            });
        }
    }

    /// <inheritdoc />
    public HeadChain Heads => _seals.Heads;

    /// <inheritdoc />
    public ValueTask<SealReport> SealAsync(CancellationToken cancellationToken) => _seals.SealAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ProvedEntry>> ProveAsync(RecordId id, CancellationToken cancellationToken) => _seals.ProveAsync(id, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<byte[]>> ProveGrowthAsync(DayPart part, long from, long to, CancellationToken cancellationToken) =>
        _seals.ProveGrowthAsync(part, from, to, cancellationToken);

    /// <inheritdoc />
    public ValueTask CloseSegmentsAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public ValueTask<int> DropExpiredMessagesAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var today = Instant.Now(clock).UtcDay;
            var over = _kept.Where(kept => kept.Messages is not null && !kept.AreMessagesApart && kept.Part.Day.AddDays(MessageDays(kept.Part.Class)) < today).ToList();
            var holds = _retention.InForce(Instant.Now(clock));
            foreach (var kept in over)
            {
                kept.AreMessagesApart = holds.Any(hold => hold.Covers(kept.First.Id, kept.Messages!.Parties));
                if (!kept.AreMessagesApart) kept.Messages = null;
            }

            return ValueTask.FromResult(over.Select(kept => kept.Part).Distinct().Count());
        }
    }

    /// <inheritdoc />
    public ValueTask KeepHoldAsync(LegalHold hold, CancellationToken cancellationToken)
    {
        lock (_lock) _retention.Keep(hold);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<LegalHold>> HoldsAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return ValueTask.FromResult<IReadOnlyList<LegalHold>>([.. _retention.Holds]);
    }

    /// <inheritdoc />
    public IReadOnlyList<RetentionClass> Classes
    {
        get
        {
            lock (_lock) return [.. _retention.Classes];
        }
    }

    /// <inheritdoc />
    public ValueTask KeepClassesAsync(IReadOnlyList<RetentionTerms> classes, CancellationToken cancellationToken)
    {
        lock (_lock) _retention.Keep(classes);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<int?> ClassOfAsync(RecordId id, CancellationToken cancellationToken)
    {
        lock (_lock) return ValueTask.FromResult(_byId.TryGetValue(id, out var kept) ? kept.Part.Class : (int?)null);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<LedgerDay>> DaysAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var inPlace = _kept.Where(kept => !kept.IsApart).ToLookup(kept => kept.Part);
            var days = inPlace.Select(day => day.Key).Concat(_retention.Additions.Select(addition => addition.Made)).Distinct().Order();
            return ValueTask.FromResult<IReadOnlyList<LedgerDay>>([.. days.Select(part => new LedgerDay(
                part.Day, inPlace[part].Count(), _retention.NeededBy(part), inPlace[part].Any(kept => kept.Messages is not null && !kept.AreMessagesApart))
            {
                Class = part.Class,
            })]);
        }
    }

    /// <inheritdoc />
    public ValueTask<DropOutcome> DropDaysAsync(IReadOnlyCollection<DayPart> parts, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            DayPart[] there = [.. parts.Distinct().Order().Where(part =>
                _kept.Exists(kept => !kept.IsApart && kept.Part == part) || _retention.Additions.Exists(addition => addition.Made == part))];
            foreach (var part in there)
            {
                var others = _retention.NeededBy(part).Where(day => !there.Contains(part with { Day = day })).ToArray();
                if (others is [var by, ..]) return ValueTask.FromResult<DropOutcome>(new DropOutcome.Needed(part.Day, by));
            }

            var parties = _kept.Where(kept => !kept.IsApart && there.Contains(kept.Part)).SelectMany(kept => kept.Parties).ToHashSet();
            _owed.UnionWith(parties);
            return ValueTask.FromResult<DropOutcome>(new DropOutcome.Dropped([.. there.Select(Drop)], parties));
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DropStatement>> DropStatementsAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return ValueTask.FromResult<IReadOnlyList<DropStatement>>([.. _retention.Drops]);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyCollection<PartyId>> ReleaseHeldAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var holds = _retention.InForce(Instant.Now(clock));
            foreach (var kept in _kept.Where(kept => kept.AreMessagesApart && !holds.Any(hold => hold.Covers(kept.First.Id, kept.Messages!.Parties))))
            {
                (kept.Messages, kept.AreMessagesApart) = (null, false);
            }

            var free = _kept.Where(kept => kept.IsApart && !holds.Any(hold => hold.Covers(kept.First.Id, kept.Parties))).ToList();
            foreach (var kept in free)
            {
                _kept.Remove(kept);
                _byId.Remove(kept.First.Id);
            }

            var parties = free.SelectMany(kept => kept.Parties).ToHashSet();
            _owed.UnionWith(parties);
            return ValueTask.FromResult<IReadOnlyCollection<PartyId>>(parties);
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<PartyId>> OwedPartiesAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return ValueTask.FromResult<IReadOnlyList<PartyId>>([.. _owed.OrderBy(party => (long)party.Value)]);
    }

    /// <inheritdoc />
    public ValueTask SettlePartiesAsync(IReadOnlyCollection<PartyId> parties, CancellationToken cancellationToken)
    {
        lock (_lock) _owed.ExceptWith(parties);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public IDisposable OnAppended(Action<AppendedRecords> handler)
    {
        lock (_lock) _handlers.Add(handler);
        return new Subscription(() => { lock (_lock) _handlers.Remove(handler); });
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private DropStatement Drop(DayPart part)
    {
        var now = Instant.Now(clock);
        var holds = _retention.InForce(now);
        var records = _kept.Where(kept => !kept.IsApart && kept.Part == part).ToList();
        foreach (var kept in records)
        {
            kept.AreMessagesApart |= kept.Messages is not null && holds.Exists(hold => hold.Covers(kept.First.Id, kept.Messages.Parties));
            // The file of the day's messages goes with its folder, whether or not the record stays.
            if (!kept.AreMessagesApart) kept.Messages = null;
            kept.IsApart = holds.Exists(hold => hold.Covers(kept.First.Id, kept.Parties));
            if (kept.IsApart) continue;
            _kept.Remove(kept);
            _byId.Remove(kept.First.Id);
        }

        return _retention.Drop(part, now, records.Count, records.Count(kept => kept.IsApart), records.Select(kept => kept.Position));
    }

    private KnownRecord? Known(CallProbe probe)
    {
        if (_retention.IsDropped(new DayPart(probe.Start.UtcDay, probe.Class))) return new KnownRecord(RecordId.Create(probe.Start, probe.Key), true);
        var nearest = _kept
            .Where(kept => !kept.IsApart && kept.First.Id.Key == probe.Key && QueryOracle.Answers(kept, probe))
            .OrderBy(kept => QueryOracle.Distance(kept, probe.Start)).ThenBy(kept => kept.First.Id)
            .FirstOrDefault();
        return nearest is null ? null : new KnownRecord(nearest.First.Id, nearest.Now.IsComplete);
    }

    private bool Add(LedgerEntry entry)
    {
        var record = entry.Record;
        if (_byId.ContainsKey(record.Id) || Known(new CallProbe(record.Id.Key, record.StartedAt) { Class = entry.Class }) is not null) return false;
        var messages = IsOver(record.StartedAt, entry.Class) ? null : entry.Messages;
        var kept = new KeptRecord(record) { Messages = messages, Position = Position + ++_pending, Part = new DayPart(record.StartedAt.UtcDay, entry.Class) };
        _kept.Add(kept);
        _byId.Add(record.Id, kept);
        _seals.Add(kept.Part, record, null, entry.Commitments);
        return true;
    }

    private bool Correct(CallCorrection correction)
    {
        if (!_byId.TryGetValue(correction.Id, out var kept) || kept.IsApart) return false;
        if (RecordText.OfFact(kept.Now) == RecordText.OfFact(correction.Record)) return false;
        var fact = correction with { Record = correction.Record with { Amended = null, Version = 0 } };
        kept.Corrections.Add(fact);
        var made = new DayPart(fact.MadeAt.UtcDay, kept.Part.Class);
        _seals.Add(made, fact.Record, fact.MadeAt, fact.Commitments);
        _retention.Additions.Add((kept.Part, made, true, Position + ++_pending));
        return true;
    }

    private int MessageDays(int retentionClass) => _retention.Classes[retentionClass].Terms.MessageDays;

    private bool IsOver(Instant start, int retentionClass) => start + TimeSpan.FromDays(MessageDays(retentionClass)) <= Instant.Now(clock);
}
