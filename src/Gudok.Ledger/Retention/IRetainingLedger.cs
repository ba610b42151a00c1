using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>A ledger that forgets what has had its term, and holds back what the law wants kept. Implementations pass one conformance suite.</summary>
public interface IRetainingLedger : ICallLedger
{
    /// <summary>Keeps a legal hold, or what became of one: the hold of the same id is replaced. Durable when it returns.</summary>
    ValueTask KeepHoldAsync(LegalHold hold, CancellationToken cancellationToken);

    /// <summary>All legal holds ever placed, the oldest first.</summary>
    ValueTask<IReadOnlyList<LegalHold>> HoldsAsync(CancellationToken cancellationToken);

    /// <summary>The classes of retention that the ledger knows, by number; class 0 first, which always exists.</summary>
    IReadOnlyList<RetentionClass> Classes { get; }

    /// <summary>Tells the ledger the classes of the settings beside class 0. It knows them again by name and gives a number to one that is new;
    /// those that are no longer told keep the terms they had, as their calls are there still. Durable when it returns.</summary>
    /// <exception cref="LedgerException">GDK-4010: all numbers are given away.</exception>
    ValueTask KeepClassesAsync(IReadOnlyList<RetentionTerms> classes, CancellationToken cancellationToken);

    /// <summary>The number of the class that a record belongs to once and for all, also if it is kept apart for a hold; null if there is no such record.</summary>
    ValueTask<int?> ClassOfAsync(RecordId id, CancellationToken cancellationToken);

    /// <summary>What each class has of each day of the ledger, the oldest day first.</summary>
    ValueTask<IReadOnlyList<LedgerDay>> DaysAsync(CancellationToken cancellationToken);

    /// <summary>Drops what classes have of days and destroys the keys, rewriting nothing else. Records under a hold in force are kept apart before,
    /// with what proves them; they are still found. What starts on such a day in such a class is never recorded again.</summary>
    /// <param name="parts">Days and classes.</param>
    /// <param name="cancellationToken">Cancels before anything is destroyed.</param>
    ValueTask<DropOutcome> DropDaysAsync(IReadOnlyCollection<DayPart> parts, CancellationToken cancellationToken);

    /// <summary>What stays of dropped parts of days, the oldest first.</summary>
    ValueTask<IReadOnlyList<DropStatement>> DropStatementsAsync(CancellationToken cancellationToken);

    /// <summary>Destroys records that were kept apart for a hold, once no hold in force covers them.</summary>
    /// <returns>Who took part in them, once for each.</returns>
    ValueTask<IReadOnlyCollection<PartyId>> ReleaseHeldAsync(CancellationToken cancellationToken);

    /// <summary>Who stood in what was dropped or released and has not been settled since, in order: written down together with the drop, so that a kill
    /// behind it leaves nobody unforgotten.</summary>
    ValueTask<IReadOnlyList<PartyId>> OwedPartiesAsync(CancellationToken cancellationToken);

    /// <summary>Notes that parties were forgotten, or stand in other calls. Durable when it returns.</summary>
    ValueTask SettlePartiesAsync(IReadOnlyCollection<PartyId> parties, CancellationToken cancellationToken);
}
