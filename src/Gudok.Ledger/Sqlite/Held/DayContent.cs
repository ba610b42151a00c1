using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>What a pass over a day found that must outlive it.</summary>
internal sealed class DayContent
{
    private readonly List<(long Position, byte[] Leaf)> _leaves = [];

    public long Records { get; set; }

    public long Corrections { get; set; }

    public long Amendments { get; set; }

    /// <summary>Everybody who took part in its calls, in any version.</summary>
    public HashSet<PartyId> Parties { get; } = [];

    /// <summary>Its records under hold.</summary>
    public List<HeldRecord> Held { get; } = [];

    /// <summary>Where they lie.</summary>
    public Dictionary<RecordId, RecordPlace> Places { get; } = [];

    /// <summary>What its records left in the counts per minute of other days' segments.</summary>
    public Dictionary<SegmentName, RollupDelta> Residue { get; } = [];

    /// <summary>Puts beside each held record the proof that it stood in the signed tree of its day.</summary>
    public async ValueTask ProveHeldAsync(Func<RecordId, CancellationToken, ValueTask<IReadOnlyList<ProvedEntry>>> prove, CancellationToken cancellationToken)
    {
        for (var at = 0; at < Held.Count; at++)
        {
            var proved = await prove(Held[at].Id, cancellationToken).ConfigureAwait(false);
            Held[at] = new HeldRecord(Held[at].Entries, HeldProof.Write(proved));
        }
    }

    public void AddLeaf(long position, ReadOnlySpan<byte> leaf) => _leaves.Add((position, leaf.ToArray()));

    public DropStatement State(DayPart part, Instant now)
    {
        _leaves.Sort((left, right) => left.Position.CompareTo(right.Position));
        var runs = new List<(long First, long Last)>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (position, leaf) in _leaves)
        {
            hash.AppendData(leaf);
            if (runs.Count > 0 && runs[^1].Last == position - 1) runs[^1] = (runs[^1].First, position);
            else runs.Add((position, position));
        }

        return new DropStatement(part.Day, now, Records, Corrections, Amendments, Held.Count, runs, hash.GetHashAndReset()) { Class = part.Class };
    }
}
