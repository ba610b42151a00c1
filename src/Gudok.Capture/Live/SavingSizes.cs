namespace Gudok.Capture;

/// <summary>How large each saving of the calls in progress is that is still kept, and which of them may go.</summary>
internal sealed class SavingSizes
{
    /// <summary>Superseded octets that are not worth a rewrite.</summary>
    private const long Slack = 16 << 20;

    private readonly Queue<(int Number, long Octets)> _kept = new();
    private long _last;

    /// <summary>Octets of all that is kept.</summary>
    public long Octets { get; private set; }

    /// <summary>Adds a saving, the last one.</summary>
    public void Add(int number, long octets)
    {
        _last = octets;
        if (octets == 0) return;
        _kept.Enqueue((number, octets));
        Octets += octets;
    }

    /// <summary>Takes note that all savings before one are gone.</summary>
    public void DropBefore(int number)
    {
        while (_kept.TryPeek(out var oldest) && oldest.Number < number) Octets -= _kept.Dequeue().Octets;
    }

    /// <summary>The oldest saving that the next one, <paramref name="number"/>, shall leave: so that the whole stays below twice what
    /// counts, and no saving writes much more again than what changed.</summary>
    /// <param name="number">Number of the next saving.</param>
    /// <param name="counting">Octets that are not superseded.</param>
    public int KeepFrom(int number, long counting)
    {
        var keepFrom = _kept.TryPeek(out var oldest) ? oldest.Number : number;
        var freed = 0L;
        foreach (var (kept, octets) in _kept)
        {
            if (Octets - freed <= (counting * 2) + Slack || freed > (_last * 3) + Slack) break;
            freed += octets;
            keepFrom = kept + 1;
        }

        return Math.Min(keepFrom, number);
    }
}
