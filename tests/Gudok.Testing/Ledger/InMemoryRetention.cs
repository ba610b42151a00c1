using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>Holds, drops and what was added when, of <see cref="InMemoryCallLedger"/>.</summary>
internal sealed class InMemoryRetention(RetentionTerms terms)
{
    public List<RetentionClass> Classes { get; } = [new RetentionClass(RetentionClass.Default, terms)];

    public List<LegalHold> Holds { get; } = [];

    public List<DropStatement> Drops { get; } = [];

    /// <summary>Corrections and amendments: the part of the call, the part they were made on, which of the two, the position.</summary>
    public List<(DayPart Of, DayPart Made, bool IsCorrection, long Position)> Additions { get; } = [];

    public static DateOnly DayOf(RecordId id) => new Instant(id.StartMilliseconds * 1000).UtcDay;

    public void Keep(LegalHold hold)
    {
        Holds.RemoveAll(other => other.Id == hold.Id);
        Holds.Add(hold);
        Holds.Sort((left, right) => (left.MadeAt, left.Id.ToString()).CompareTo((right.MadeAt, right.Id.ToString())));
    }

    public List<LegalHold> InForce(Instant now) => [.. Holds.Where(hold => hold.IsInForce(now))];

    public bool IsDropped(DayPart part) => Drops.Exists(drop => drop.Part == part);

    public bool HasDropped(DateOnly day) => Drops.Exists(drop => drop.Day == day);

    public void Keep(IReadOnlyList<RetentionTerms> wanted)
    {
        foreach (var one in wanted)
        {
            var at = Classes.FindIndex(known => known.Number > 0 && known.Terms.Name == one.Name);
            if (at < 0) Classes.Add(new RetentionClass(Classes.Count, one));
            else Classes[at] = Classes[at] with { Terms = one };
        }
    }

    public void RefuseDropped(DayPart part)
    {
        if (IsDropped(part)) throw new LedgerException(LedgerFaults.ClockSetBack, "The day was dropped.");
    }

    public IReadOnlyList<DateOnly> NeededBy(DayPart part) =>
        [.. Additions.Where(addition => addition.Made == part && addition.Of != part && !IsDropped(addition.Of)).Select(addition => addition.Of.Day).Distinct().Order()];

    public DropStatement Drop(DayPart part, Instant now, int records, int held, IEnumerable<long> positions)
    {
        var runs = new List<(long First, long Last)>();
        var made = Additions.Where(addition => addition.Made == part).ToList();
        foreach (var position in positions.Concat(made.Select(addition => addition.Position)).Order())
        {
            if (runs.Count > 0 && runs[^1].Last == position - 1) runs[^1] = (runs[^1].First, position);
            else runs.Add((position, position));
        }

        var corrections = made.Count(addition => addition.IsCorrection);
        var statement = new DropStatement(part.Day, now, records, corrections, made.Count - corrections, held, runs, new byte[32]) { Class = part.Class };
        Additions.RemoveAll(addition => addition.Made == part);
        Drops.Add(statement);
        Drops.Sort((left, right) => left.Part.CompareTo(right.Part));
        return statement;
    }
}
