using System.Runtime.CompilerServices;
using Gudok.Seals;

namespace Gudok.Testing;

/// <summary>Leaves of a log by day, in lists.</summary>
public sealed class InMemoryLeaves : ILeafSource
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DateOnly, List<byte[]>> _days = [];

    /// <summary>How many leaves a chunk has at most: small, so that tests see several.</summary>
    public int ChunkLeaves { get; init; } = 3;

    /// <summary>How many leaves were read.</summary>
    public long Reads { get; private set; }

    /// <summary>A day whose leaves cannot be read.</summary>
    public DateOnly? Unreadable { get; set; }

    /// <summary>The leaves of a day, to look at and to change behind the heads' back.</summary>
    public List<byte[]> this[DateOnly day]
    {
        get
        {
            lock (_lock) return _days.TryGetValue(day, out var leaves) ? leaves : _days[day] = [];
        }
    }

    /// <summary>The days that have leaves, or had.</summary>
    public IReadOnlyList<DateOnly> Days
    {
        get
        {
            lock (_lock) return [.. _days.Keys];
        }
    }

    /// <summary>Appends leaves to a day, visible all at once.</summary>
    public void Append(DateOnly day, IEnumerable<byte[]> leaves)
    {
        lock (_lock) this[day].AddRange(leaves);
    }

    /// <inheritdoc />
    public bool IsDamage(Exception fault) => fault is InvalidDataException;

    /// <summary>Removes a day.</summary>
    public void Remove(DateOnly day)
    {
        lock (_lock) _days.Remove(day);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyDictionary<DateOnly, long>> SizesAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyDictionary<DateOnly, long>>(
                _days.Where(day => day.Value.Count > 0).ToDictionary(day => day.Key, day => (long)day.Value.Count));
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LeavesAsync(
        DateOnly day, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (day == Unreadable) throw new InvalidDataException("A page is damaged.");
        byte[][] leaves;
        lock (_lock) leaves = [.. this[day].Skip((int)from).Take((int)Math.Max(to - from, 0))];
        foreach (var chunk in leaves.Chunk(ChunkLeaves))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Reads += chunk.Length;
            yield return chunk.SelectMany(leaf => leaf).ToArray();
        }
    }
}
