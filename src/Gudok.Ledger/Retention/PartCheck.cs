using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Goes through parts of days that are to be dropped and notes which of them are damaged, so that one does not hide the next.</summary>
internal sealed class PartCheck
{
    private readonly SortedDictionary<DayPart, string> _found = [];

    /// <summary>What is to be told if parts are damaged; null if none is.</summary>
    public DropOutcome.Damaged? Outcome =>
        _found.Count == 0 ? null : new DropOutcome.Damaged([.. _found.Select(found => new DamagedPart(found.Key, found.Value))]);

    /// <summary>Whether what failed is a part that cannot be read as it was written, not the disk, the server or ourselves.</summary>
    public static bool IsDamage(Exception fault) =>
        fault is InvalidDataException or LedgerException { Fault: LedgerFaults.Damaged or LedgerFaults.FileMissing };

    /// <summary>Whether a part was found damaged.</summary>
    public bool Has(DayPart part) => _found.ContainsKey(part);

    /// <summary>Looks at a part, unless it is known to be damaged.</summary>
    public async ValueTask RunAsync(DayPart part, Func<ValueTask> look)
    {
        if (Has(part)) return;
        try
        {
            await look().ConfigureAwait(false);
        }
        catch (Exception fault) when (IsDamage(fault))
        {
            _found.Add(part, fault.Message);
        }
    }

    /// <summary>Looks at a part at once.</summary>
    /// <returns>Whether it is whole.</returns>
    public bool Run(DayPart part, Action look)
    {
        try
        {
            look();
            return true;
        }
        catch (Exception fault) when (IsDamage(fault))
        {
            _found.Add(part, fault.Message);
            return false;
        }
    }

    /// <summary>Tells of parts whose messages are due and stay, as those of held calls could not be kept apart.</summary>
    /// <param name="dropped">Of how many parts the messages are gone.</param>
    /// <exception cref="LedgerException">GDK-4014: there are such parts.</exception>
    public void RequireMessages(int dropped)
    {
        if (_found.Count == 0) return;
        throw new LedgerException(
            LedgerFaults.DueDamaged,
            $"kept messages of {string.Join(", ", _found.Keys.Select(SegmentName.FolderName))} are due and stay until they are restored from a backup, as those of held calls cannot be read; of {dropped} other days they were destroyed: {_found.Values.First()}");
    }

    /// <summary>Seals what is not sealed yet, and looks whether the parts hold what was signed of them.</summary>
    public async ValueTask RunAsync(IEnumerable<DayPart> parts, LedgerTrees trees, CancellationToken cancellationToken)
    {
        await trees.SealAsync(cancellationToken).ConfigureAwait(false);
        foreach (var part in parts)
        {
            if (trees.FaultOf(part) is { } fault) _found.TryAdd(part, fault);
        }
    }
}
