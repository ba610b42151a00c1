using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Goes through the matching records whose start was corrected, newest present start first.</summary>
internal sealed class MovedCursor(RecordStore store, QueryBounds bounds)
{
    private IReadOnlyList<(RecordPlace Place, long Start, RecordId Id)> _chunk = store.Latest.Moved(bounds.Start, bounds.Id);
    private int _at;

    /// <summary>The record that the cursor stands on, whole.</summary>
    public CallRecord Current { get; private set; } = null!;

    /// <summary>Moves to the next older record that matches.</summary>
    public bool MoveNext(CancellationToken cancellationToken)
    {
        while (_chunk.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_at == _chunk.Count)
            {
                var last = _chunk[^1];
                _chunk = _chunk.Count < LatestTable.Chunk ? [] : store.Latest.Moved(last.Start, last.Id);
                _at = 0;
                continue;
            }

            var (place, start, _) = _chunk[_at++];
            if (start < bounds.Least) return false;
            var record = store.Now(place);
            if (!bounds.Matcher.Matches(record) || !bounds.Matcher.MatchesTags(record)) continue;
            Current = record;
            return true;
        }

        return false;
    }
}
