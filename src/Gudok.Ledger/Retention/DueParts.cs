using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>What is due of a ledger and can go: a part on which something was added to a call of a part that stays has to wait for it, and so on.</summary>
internal sealed class DueParts
{
    private readonly IReadOnlyList<LedgerDay> _days;
    private readonly HashSet<DayPart> _parts;

    /// <param name="days">What the ledger has; what is damaged stays.</param>
    /// <param name="isDue">Whether the term of a part is over.</param>
    public DueParts(IReadOnlyList<LedgerDay> days, Func<DayPart, bool> isDue)
    {
        _days = days;
        _parts = [.. days.Where(day => isDue(day.Part)).Select(day => day.Part)];
        Settle();
        Leave([.. days.Where(day => day.Damage is not null).Select(day => day.Part)]);
    }

    /// <summary>What can go together.</summary>
    public IReadOnlyCollection<DayPart> Parts => _parts;

    /// <summary>How many parts wait for those that were left.</summary>
    public int Waiting { get; private set; }

    /// <summary>Leaves parts, and what has to wait for them.</summary>
    public void Leave(IReadOnlyCollection<DayPart> damaged)
    {
        _parts.ExceptWith(damaged);
        var before = _parts.Count;
        Settle();
        Waiting += before - _parts.Count;
    }

    private void Settle()
    {
        while (_days.Any(day => _parts.Contains(day.Part) && day.NeededBy.Any(other => !_parts.Contains(day.Part with { Day = other })) && _parts.Remove(day.Part)))
        {
        }
    }
}
