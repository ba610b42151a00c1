using Gudok.Sip;

namespace Gudok.Calls.Tests;

/// <summary>Parked calls in a table, under a fingerprint as coarse as a test wants it.</summary>
internal sealed class MemoryParking(int fingerprints = int.MaxValue) : IParkedCalls
{
    private readonly Dictionary<int, (Instant Due, byte[] State)> _rows = [];

    /// <summary>How often a call was parked.</summary>
    public int Parkings { get; private set; }

    public int Count => _rows.Count;

    public Instant NextDue => _rows.Count == 0 ? new Instant(long.MaxValue) : _rows.Values.Min(row => row.Due);

    public bool TryPark(ReadOnlySpan<byte> callId, Instant due, ReadOnlySpan<byte> state)
    {
        if (!_rows.TryAdd(FingerprintOf(callId), (due, state.ToArray()))) return false;
        Parkings++;
        return true;
    }

    public byte[]? Wake(ReadOnlySpan<byte> callId) => _rows.Remove(FingerprintOf(callId), out var row) ? row.State : null;

    public byte[]? WakeDue(Instant now)
    {
        foreach (var (id, row) in _rows.OrderBy(pair => pair.Value.Due))
        {
            if (row.Due > now) break;
            _rows.Remove(id);
            return row.State;
        }

        return null;
    }

    private int FingerprintOf(ReadOnlySpan<byte> callId) => (int)(Octets.StableHash(callId) % (uint)fingerprints);
}
