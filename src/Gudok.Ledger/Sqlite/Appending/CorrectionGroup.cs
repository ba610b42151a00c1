using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Corrections that go into one commit: of one class, made on one day, each of another record.</summary>
internal sealed class CorrectionGroup
{
    private readonly HashSet<RecordId> _ids = [];

    /// <summary>The part of the day on which they were made.</summary>
    public DayPart Part { get; private set; }

    public List<PendingCorrection> Pending { get; private set; } = [];

    /// <summary>Whether a correction may join; if not, the group is written first.</summary>
    public bool Takes(CallCorrection correction, int retentionClass, OpenWriters writers) =>
        Pending.Count == 0
        || (new DayPart(correction.MadeAt.UtcDay, retentionClass) == Part && !_ids.Contains(correction.Id) && Pending.Count < writers.Room(writers.For(Part)));

    public void Add(PendingCorrection pending)
    {
        Part = new DayPart(pending.Correction.MadeAt.UtcDay, pending.Of.Segment.Part.Class);
        _ids.Add(pending.Correction.Id);
        Pending.Add(pending);
    }

    public void Clear()
    {
        _ids.Clear();
        Pending = [];
    }
}
