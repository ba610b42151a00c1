using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger.Postgres;

/// <summary>Classes of retention, legal holds, the records kept apart for them, and what stays of dropped days, at one moment. Few enough to be in
/// memory.</summary>
/// <param name="Version">Counted on with every change.</param>
/// <param name="Classes">The classes of retention by number, class 0 first.</param>
/// <param name="Holds">All holds ever placed, the oldest first.</param>
/// <param name="Drops">What stays of dropped days, the oldest first.</param>
/// <param name="Residue">What dropped records left in the counts per minute of other days.</param>
/// <param name="Held">The records kept apart, opened at their first use.</param>
internal sealed record HeldState(
    long Version,
    IReadOnlyList<RetentionClass> Classes,
    IReadOnlyList<LegalHold> Holds,
    IReadOnlyList<DropStatement> Drops,
    IReadOnlyList<(DayPart Part, RollupKey Key, RollupSums Sums)> Residue,
    Lazy<IReadOnlyList<HeldRecord>> Held)
{
    private readonly HashSet<DayPart> _dropped = [.. Drops.Select(drop => drop.Part)];
    private readonly HashSet<DateOnly> _days = [.. Drops.Select(drop => drop.Day)];

    /// <summary>The records kept apart.</summary>
    /// <exception cref="InvalidDataException">One does not open: it was changed. Whoever records calls does not ask, and goes on.</exception>
    public IReadOnlyList<HeldRecord> Records => Held.Value;

    public bool IsDropped(DayPart part) => _dropped.Contains(part);

    /// <summary>Whether any class has dropped its part of a day.</summary>
    public bool HasDropped(DateOnly day) => _days.Contains(day);

    public bool HasClass(int number) => Classes.Any(one => one.Number == number);

    /// <summary>Whether the term of messages of a call is over, or none are kept.</summary>
    public bool AreMessagesOver(int retentionClass, Instant start, Instant now) => start + TimeSpan.FromDays(MessageDays(retentionClass)) <= now;

    /// <summary>For how many days messages of a class are kept.</summary>
    public int MessageDays(int retentionClass) => Classes.First(one => one.Number == retentionClass).Terms.MessageDays;

    public HeldRecord? Find(RecordId id) => Records.FirstOrDefault(held => held.Id == id);

    public LegalHold[] InForce(Instant now) => [.. Holds.Where(hold => hold.IsInForce(now))];

    /// <summary>What starts on a dropped day was recorded and has had its term: it is not recorded again.</summary>
    public KnownRecord? FindKnown(CallProbe probe) =>
        IsDropped(new DayPart(DayAt(probe.Start), probe.Class)) ? new KnownRecord(RecordId.Create(probe.Start, probe.Key), IsComplete: true) : null;

    /// <summary>Refuses to add anything on a day that was dropped.</summary>
    /// <returns>GDK-4005: the clock was set back by years; null if it was not.</returns>
    public LedgerException? RefusalOf(DayPart part) => IsDropped(part) ? LedgerException.ClockSetBack(part.Day) : null;

    // Calls are filed under the day of an id, and ids do not go below 1970.
    private static DateOnly DayAt(Instant time) => time.Micros < 0 ? DateOnly.FromDateTime(DateTime.UnixEpoch) : time.UtcDay;
}
