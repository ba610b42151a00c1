using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Corrections that go into one commit: of one day, each of another record.</summary>
internal sealed class CorrectionGroup
{
    private readonly HashSet<RecordId> _ids = [];

    /// <summary>The day on which they were made.</summary>
    public DateOnly Day { get; private set; }

    public List<PendingCorrection> Pending { get; private set; } = [];

    /// <summary>Whether a correction may join; if not, the group is written first.</summary>
    public bool Takes(CallCorrection correction, OpenWriters writers) =>
        Pending.Count == 0
        || (correction.MadeAt.UtcDay == Day && !_ids.Contains(correction.Id) && Pending.Count < writers.Room(writers.For(Day)));

    public void Add(PendingCorrection pending)
    {
        Day = pending.Correction.MadeAt.UtcDay;
        _ids.Add(pending.Correction.Id);
        Pending.Add(pending);
    }

    public void Clear()
    {
        _ids.Clear();
        Pending = [];
    }
}
