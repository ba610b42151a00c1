using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>What a check has counted so far, and where it is.</summary>
internal sealed class VerifyTally(IProgress<VerifyProgress>? progress)
{
    private readonly SortedSet<DateOnly> _days = [];
    private readonly List<(long First, long Last)> _positions = [];
    private SegmentName _at;

    public long Records { get; private set; }

    public long Corrections { get; private set; }

    public IReadOnlyCollection<DateOnly> Days => [.. _days];

    public string Day => SegmentName.FolderName(_at.Day);

    /// <summary>The corrections by which records now stand: the last of each by position.</summary>
    public Dictionary<RecordPlace, (CorrectionPlace Place, long Position, CallRecord Record)> Latest { get; } = [];

    public void Enter(SegmentName segment) => _at = segment;

    public void CountPage(int rows, long lastPosition)
    {
        Records += rows;
        _days.Add(_at.Day);
        _positions.Add((lastPosition - rows + 1, lastPosition));
    }

    public void CountCorrection(CorrectionPlace place, StoredCorrection stored)
    {
        Corrections++;
        _days.Add(_at.Day);
        _positions.Add((stored.Position, stored.Position));
        if (!Latest.TryGetValue(stored.Of, out var other) || other.Position < stored.Position)
        {
            Latest[stored.Of] = (place, stored.Position, stored.Correction.Record);
        }
    }

    public void Done() => progress?.Report(new VerifyProgress(Day, Records));

    /// <summary>Every position from the first to the last must be there once: a missing segment leaves a hole.</summary>
    public void CheckPositions()
    {
        _positions.Sort();
        var next = _positions.Count == 0 ? 0 : _positions[0].First;
        foreach (var (first, last) in _positions)
        {
            if (first != next) Fail(null, $"The log has a hole or an overlap at position {next}: a segment is missing or was changed.");
            next = last + 1;
        }
    }

    public void Require(bool holds, RecordId? record, string otherwise)
    {
        if (!holds) Fail(record, otherwise);
    }

    public void Fail(RecordId? record, string text) =>
        throw new VerifyFailed(new VerifyFailure(Day, record?.ToString(), LedgerFaults.Damaged, text));

    public VerifyReport Report(VerifyFailure? failure) => new(_days.Count, Records, Corrections, failure);
}

/// <summary>Ends a check at the first thing that is wrong; never leaves the module.</summary>
internal sealed class VerifyFailed(VerifyFailure failure) : Exception(failure.Text)
{
    public VerifyFailure Failure => failure;
}
