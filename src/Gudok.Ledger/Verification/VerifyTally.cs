using System.Collections;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>What a check has counted so far, and where it is.</summary>
internal sealed class VerifyTally(VerifyRequest request)
{
    private readonly SortedSet<DayPart> _parts = [];
    private readonly List<(long First, long Last)> _positions = [];
    private readonly Dictionary<SegmentName, BitArray> _withMessages = [];
    private SegmentName _at;

    public long Records { get; private set; }

    public long Corrections { get; private set; }

    public long Amendments { get; private set; }

    public IReadOnlyCollection<DayPart> Parts => [.. _parts];

    public string Day => SegmentName.DayText(_at.Day);

    /// <summary>The corrections by which records now stand: the last of each by position.</summary>
    public Dictionary<RecordPlace, (CorrectionPlace Place, long Position, CallRecord Record)> Latest { get; } = [];

    /// <summary>The last amendment of each amended record.</summary>
    public Dictionary<RecordPlace, AmendedPlace> Amended { get; } = [];

    public void Enter(SegmentName segment) => _at = segment;

    public void CountPage(int rows, long lastPosition)
    {
        Records += rows;
        _parts.Add(_at.Part);
        _positions.Add((lastPosition - rows + 1, lastPosition));
    }

    public void CountCorrection(CorrectionPlace place, StoredCorrection stored)
    {
        Corrections++;
        _parts.Add(_at.Part);
        _positions.Add((stored.Position, stored.Position));
        if (!Latest.TryGetValue(stored.Of, out var other) || other.Position < stored.Position)
        {
            Latest[stored.Of] = (place, stored.Position, stored.Correction.Record);
        }
    }

    public void CountAmendment(CorrectionPlace place, StoredAmendment stored)
    {
        Amendments++;
        _parts.Add(_at.Part);
        _positions.Add((stored.Position, stored.Position));
        if (!Amended.TryGetValue(stored.Of, out var other) || other.Version < stored.Version) Amended[stored.Of] = new(place, stored.Version);
    }

    /// <summary>Every party that a record names must be in the vault, or have been erased lawfully: else nobody can say any more who it was.</summary>
    public void RequireParties(CallRecord record)
    {
        if (request.IsAccountedFor is null) return;
        RequireParty(record, record.Caller);
        RequireParty(record, record.Callee);
        if (record.Dialled != record.Callee) RequireParty(record, record.Dialled);
        foreach (var leg in record.Legs)
        {
            if (leg.Caller != record.Caller) RequireParty(record, leg.Caller);
            if (leg.Callee != record.Callee) RequireParty(record, leg.Callee);
        }
    }

    /// <summary>Counts a row that messages were kept beside: a bit a row.</summary>
    public void CountMessages(int row, int rows)
    {
        if (!_withMessages.TryGetValue(_at, out var places)) _withMessages.Add(_at, places = new BitArray(rows + 1));
        if (row >= places.Length) places.Length = row + 1;
        places[row] = true;
    }

    /// <summary>Notes that messages are there at a place.</summary>
    public void FoundMessages(RecordPlace place)
    {
        if (_withMessages.TryGetValue(place.Segment, out var places) && place.Row >= 0 && place.Row < places.Length) places[place.Row] = false;
    }

    /// <summary>The rows of a part of a day whose messages were not found.</summary>
    public IEnumerable<RecordPlace> PlacesWithoutMessages(DayPart part) => _withMessages.Where(segment => segment.Key.Part == part).SelectMany(
        segment => Enumerable.Range(0, segment.Value.Length).Where(row => segment.Value[row]).Select(row => new RecordPlace(segment.Key, row)));

    /// <summary>Counts what was added on this day to a call of a dropped one.</summary>
    public void CountLost(long position, bool isCorrection)
    {
        if (isCorrection) Corrections++;
        else Amendments++;
        _parts.Add(_at.Part);
        _positions.Add((position, position));
    }

    /// <summary>Counts where the leaves of a dropped day stood.</summary>
    public void CountDropped(DropStatement drop) => _positions.AddRange(drop.Positions);

    /// <summary>Takes what another tally counted, and stands where it stood.</summary>
    public void Merge(VerifyTally other)
    {
        _at = other._at;
        Records += other.Records;
        Corrections += other.Corrections;
        Amendments += other.Amendments;
        _parts.UnionWith(other._parts);
        _positions.AddRange(other._positions);
        foreach (var (segment, places) in other._withMessages) _withMessages.Add(segment, places);
        foreach (var (of, last) in other.Latest)
        {
            if (!Latest.TryGetValue(of, out var known) || known.Position < last.Position) Latest[of] = last;
        }

        foreach (var (of, last) in other.Amended)
        {
            if (!Amended.TryGetValue(of, out var known) || known.Version < last.Version) Amended[of] = last;
        }
    }

    public void Done() => request.Progress?.Report(new VerifyProgress(Day, Records));

    /// <summary>Every position from the first to the last must be there once: a missing segment leaves a hole.</summary>
    public void CheckPositions()
    {
        _positions.Sort();
        var next = 1L;
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

    private void RequireParty(CallRecord record, PartyId party) => Require(
        party.IsNone || request.IsAccountedFor!(party),
        record.Id,
        "The record names a party that is not in the vault and was not erased. Restore vault.db, keys.db and erased.list from one backup.");

    public void Fail(RecordId? record, string text) =>
        throw new VerifyFailed(new VerifyFailure(Day, record?.ToString(), LedgerFaults.Damaged, text));

    public VerifyReport Report(VerifyFailure? failure) => new(_parts.Select(part => part.Day).Distinct().Count(), Records, Corrections, failure) { Amendments = Amendments };
}

/// <summary>Ends a check at the first thing that is wrong; never leaves the module.</summary>
internal sealed class VerifyFailed(VerifyFailure failure) : Exception(failure.Text)
{
    public VerifyFailure Failure => failure;
}
