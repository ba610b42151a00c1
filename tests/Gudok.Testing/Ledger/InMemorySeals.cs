using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>The seals of <see cref="InMemoryCallLedger"/>.</summary>
internal sealed class InMemorySeals
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, (InMemoryLeaves Leaves, LogTrees Trees)> _classes = [];
    private readonly List<(DayPart Part, long Index, RecordId Id, ProvedEntry Entry)> _entries = [];

    public InMemorySeals(TimeProvider clock)
    {
        Heads = TestHeads.OpenAsync(clock).AsTask().GetAwaiter().GetResult();
    }

    public HeadChain Heads { get; }

    public long Unsealed
    {
        get
        {
            lock (_lock) return _classes.Values.Sum(one => one.Leaves.Days.Sum(day => one.Leaves[day].Count - (one.Trees.HeadOf(day)?.Size ?? 0)));
        }
    }

    public void Add(DayPart part, CallRecord record, Instant? madeAt, IReadOnlyList<PartyCommitment> commitments)
    {
        var leaf = LeafContent.Of(record, madeAt, new byte[Leaf.SaltLength], [.. commitments.OrderBy(commitment => commitment.Role)]);
        lock (_lock)
        {
            _entries.Add((part, Of(part.Class).Leaves[part.Day].Count, record.Id, new ProvedEntry(record, madeAt, leaf, null!)));
            Grow(part, leaf.Hash.ToArray());
        }
    }

    public void Add(DayPart part, CallAmendment amendment, int version)
    {
        var entry = ProvedEntry.Of(amendment, version, new byte[Leaf.SaltLength], null!);
        lock (_lock)
        {
            _entries.Add((part, Of(part.Class).Leaves[part.Day].Count, amendment.Id, entry));
            Grow(part, entry.Leaf.Hash.ToArray());
        }
    }

    public async ValueTask<SealReport> SealAsync(CancellationToken cancellationToken)
    {
        (InMemoryLeaves Leaves, LogTrees Trees)[] all;
        lock (_lock) all = [.. _classes.Values];
        var (heads, faults) = (new List<SignedHead>(), new List<string>());
        foreach (var one in all)
        {
            var report = await one.Trees.SealAsync(cancellationToken);
            heads.AddRange(report.Heads);
            faults.AddRange(report.Faults);
        }

        return new SealReport(heads, faults);
    }

    public ValueTask<IReadOnlyList<byte[]>> ProveGrowthAsync(DayPart part, long from, long to, CancellationToken cancellationToken) =>
        new TreeProver(Of(part.Class).Leaves).ConsistencyAsync(part.Day, from, to, cancellationToken);

    private (InMemoryLeaves Leaves, LogTrees Trees) Of(int retentionClass)
    {
        lock (_lock)
        {
            if (_classes.TryGetValue(retentionClass, out var known)) return known;
            var leaves = new InMemoryLeaves();
            var trees = LogTrees.OpenAsync(LedgerLog.NameOf(retentionClass), Heads, leaves, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            return _classes[retentionClass] = (leaves, trees);
        }
    }

    private void Grow(DayPart part, byte[] leaf)
    {
        var (leaves, trees) = Of(part.Class);
        var before = leaves[part.Day].Count;
        leaves[part.Day].Add(leaf);
        trees.Append(part.Day, before, leaf);
    }

    public async ValueTask<IReadOnlyList<ProvedEntry>> ProveAsync(RecordId id, CancellationToken cancellationToken)
    {
        await SealAsync(cancellationToken);
        var proved = new List<ProvedEntry>();
        foreach (var (part, index, _, entry) in _entries.Where(entry => entry.Id == id).OrderBy(entry => entry.Entry.Version).ToList())
        {
            var (leaves, trees) = Of(part.Class);
            var head = trees.HeadOf(part.Day)!;
            var path = await new TreeProver(leaves).InclusionAsync(part.Day, index, head.Size, cancellationToken);
            proved.Add(entry with { Place = new TreePlace(head, index, path) });
        }

        return proved;
    }
}
