using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Goes through the matching records of one segment from the newest before a bound down, those whose start was never moved.</summary>
internal sealed class SegmentCursor : IDisposable
{
    private const int StepsBetweenChecks = 256;
    private readonly RecordStore _store;
    private readonly QueryBounds _bounds;
    private readonly Segment _segment;
    private readonly SegmentReader _reader;
    private readonly ISegmentIndex _index;
    private readonly int[]? _candidates;
    private readonly bool _areRows;
    private readonly int _end;
    private int _at;

    public SegmentCursor(RecordStore store, Segment segment, QueryBounds bounds, PartyPlaces? parties)
    {
        _store = store;
        _bounds = bounds;
        _segment = segment;
        _index = segment.Index;
        _reader = store.Rent(segment);
        _at = _index.CountBefore(bounds.Start, bounds.Id, _reader);
        _end = bounds.Least == long.MinValue ? 0 : _index.CountBefore(bounds.Least, default, _reader);
        if (parties is null || _at <= _end) return;
        (_candidates, _areRows) = _index is OpenSegmentIndex open
            ? (open.FindRows(bounds.Matcher.Keys!, bounds.Start, bounds.Id), true)
            : (parties.In(segment.Name), false);
        if (_candidates is null) return;
        _candidates = WithCorrected(_candidates);
        if (_areRows)
        {
            (_at, _end) = (_candidates.Length, 0);
            return;
        }

        _at = Math.Clamp(LowerBound(_candidates, _at), 0, _candidates.Length);
        _end = LowerBound(_candidates, _end);
    }

    /// <summary>The record that the cursor stands on; without details unless it was corrected.</summary>
    public CallRecord Current { get; private set; } = null!;

    /// <summary>Moves to the next older record that matches.</summary>
    public bool MoveNext(CancellationToken cancellationToken)
    {
        for (var steps = 1; _at > _end; steps++)
        {
            if (steps % StepsBetweenChecks == 0) cancellationToken.ThrowIfCancellationRequested();
            var (row, traits) = Step(--_at);
            var place = new RecordPlace(_segment.Name, row);
            var isCorrected = _store.Latest.IsCorrected(place);
            if (!isCorrected && traits is { } known && _bounds.Accepted is { } accepted && !accepted[known]) continue;
            var record = _reader.Facts(row);
            if (record.StartedAt.Micros < _bounds.Least) return false;
            if (isCorrected && !TryCorrect(place, ref record)) continue;
            if (!_bounds.Matcher.Matches(record)) continue;
            if (!isCorrected) record = _store.Amend(place, _reader.Complete(record, row));
            if (!_bounds.Matcher.MatchesTags(record)) continue;
            Current = record;
            return true;
        }

        return false;
    }

    public void Dispose() => _store.Return(_reader);

    private (int Row, byte? Traits) Step(int at)
    {
        if (_areRows) return (_candidates![at], null);
        var (row, traits) = _index.At(_candidates is null ? at : _candidates[at]);
        return (row, traits);
    }

    // A record whose start was moved comes from the stream of moved ones, in its present place.
    private bool TryCorrect(RecordPlace place, ref CallRecord record)
    {
        var now = _store.Now(place);
        var isMoved = now.StartedAt != record.StartedAt;
        record = now;
        return !isMoved;
    }

    private int[] WithCorrected(int[] candidates)
    {
        var rows = _store.Latest.FindParties(_segment.Name, _bounds.Matcher.Keys!);
        if (rows.Count == 0) return candidates;
        var identities = rows.Select(row => (Row: row, Identity: _reader.Identity(row)));
        if (!_areRows)
        {
            var places = identities.Select(found => _index.CountBefore(found.Identity.Start, found.Identity.Id, _reader));
            return [.. candidates.Union(places).Order()];
        }

        var all = candidates.Union(rows).Select(row => (Identity: _reader.Identity(row), Row: row))
            .Where(found => _bounds.Holds(found.Identity.Start, found.Identity.Id));
        return [.. all.OrderBy(found => found.Identity).Select(found => found.Row)];
    }

    private static int LowerBound(int[] places, int bound)
    {
        var found = Array.BinarySearch(places, bound);
        return found < 0 ? ~found : found;
    }
}
