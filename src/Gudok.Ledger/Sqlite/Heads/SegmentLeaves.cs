using System.Runtime.CompilerServices;
using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>The leaves of the segments of one class. Thread-safe; reads beside appends.</summary>
internal sealed class SegmentLeaves(RecordStore store, int retentionClass) : ILeafSource
{
    private const int ChunkLeaves = 8192;

    public ValueTask<IReadOnlyDictionary<DateOnly, long>> SizesAsync(CancellationToken cancellationToken)
    {
        var sizes = new Dictionary<DateOnly, long>();
        foreach (var segment in store.Catalog.All)
        {
            if (segment.Name.Part.Class != retentionClass) continue;
            var summary = segment.Summary;
            sizes[segment.Name.Day] = sizes.GetValueOrDefault(segment.Name.Day) + summary.Leaves;
        }

        return ValueTask.FromResult<IReadOnlyDictionary<DateOnly, long>>(sizes);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LeavesAsync(
        DateOnly day, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[ChunkLeaves * Leaf.HashLength];
        var filled = 0;
        var index = 0L;
        foreach (var step in DayLog.Read(store, new DayPart(day, retentionClass)).Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var skipped = (int)Math.Clamp(from - index, 0, step.Count);
            var taken = (int)Math.Clamp(to - index, 0, step.Count) - skipped;
            index += step.Count;
            if (taken <= 0) continue;
            if (filled + taken > ChunkLeaves)
            {
                yield return buffer.AsMemory(0, filled * Leaf.HashLength);
                filled = 0;
            }

            Copy(step, skipped, buffer.AsSpan(filled * Leaf.HashLength, taken * Leaf.HashLength));
            filled += taken;
        }

        if (filled > 0) yield return buffer.AsMemory(0, filled * Leaf.HashLength);
        await Task.CompletedTask.ConfigureAwait(false);
    }

    public bool IsDamage(Exception fault) => PartCheck.IsDamage(fault);

    private void Copy(LeafStep step, int skipped, Span<byte> leaves)
    {
        var reader = store.Rent(step.Segment);
        try
        {
            reader.CopyLeaves(step.Kind, step.First + skipped, leaves);
        }
        finally
        {
            store.Return(reader);
        }
    }
}
