using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>The store of call records: append-only, idempotent, searchable. Every implementation passes one conformance suite.</summary>
/// <remarks>Thread-safe: one writer at a time is serialised inside, readers run beside it.</remarks>
public interface ICallLedger : IAsyncDisposable
{
    /// <summary>Finds which calls are already recorded: same key, and a start within one hour of the one given.</summary>
    /// <param name="probes">Key and start of each call.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>For each probe the record found, or null.</returns>
    ValueTask<IReadOnlyList<KnownRecord?>> FindKnownAsync(IReadOnlyList<CallProbe> probes, CancellationToken cancellationToken);

    /// <summary>Appends records, corrections and messages in one durable step. When it returns, all of it survives kill -9 and loss of power.</summary>
    /// <remarks>A record whose id, or whose key within one hour, is known already is not added again.</remarks>
    ValueTask<AppendReport> AppendAsync(LedgerBatch batch, CancellationToken cancellationToken);

    /// <summary>One page of records that match, newest start first, amended values applied.</summary>
    ValueTask<RecordPage> QueryAsync(CallQuery query, CancellationToken cancellationToken);

    /// <summary>One record with its corrections and amendments applied; null if there is none.</summary>
    ValueTask<CallRecord?> FindAsync(RecordId id, CancellationToken cancellationToken);

    /// <summary>The corrections of a record in the order they were made.</summary>
    ValueTask<IReadOnlyList<CallCorrection>> CorrectionsAsync(RecordId id, CancellationToken cancellationToken);

    /// <summary>Adds what a person amends; durable when it returns. Of two amendments of one member the one made last wins.</summary>
    /// <param name="amendment">The amendment.</param>
    /// <param name="expectedVersion">The <see cref="CallRecord.Version"/> that the person saw; null to amend whatever stands there.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    ValueTask<AmendOutcome> AmendAsync(CallAmendment amendment, int? expectedVersion, CancellationToken cancellationToken);

    /// <summary>The amendments of a record in the order they were made.</summary>
    ValueTask<IReadOnlyList<CallAmendment>> AmendmentsAsync(RecordId id, CancellationToken cancellationToken);

    /// <summary>The sealed messages of a record; null if none were kept or their term is over.</summary>
    ValueTask<SealedMessages?> MessagesAsync(RecordId id, CancellationToken cancellationToken);

    /// <summary>Counts and sums per minute within a span of time, in order; both ends on whole minutes.</summary>
    ValueTask<RollupSpan> RollupsAsync(Sip.Instant from, Sip.Instant to, CancellationToken cancellationToken);

    /// <summary>Checks every day, record, page and index against its seals and leaves.</summary>
    /// <param name="request">Who is told, and who knows the parties; null for nobody.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    ValueTask<VerifyReport> VerifyAsync(VerifyRequest? request, CancellationToken cancellationToken);

    /// <summary>Signs a head of each day's tree that grew since its last head. Served, it is called every minute; closing calls it too.</summary>
    /// <returns>The heads, and the days that cannot be sealed.</returns>
    ValueTask<SealReport> SealAsync(CancellationToken cancellationToken);

    /// <summary>Proves that a record, its corrections and its amendments stand in the signed trees of their days; seals what no head has seen yet.</summary>
    /// <returns>The record as first written, its corrections, then its amendments, both in the order they were made; nothing if there is no such record.</returns>
    /// <exception cref="LedgerException">GDK-4002: what is kept does not agree with its seals.</exception>
    ValueTask<IReadOnlyList<ProvedEntry>> ProveAsync(RecordId id, CancellationToken cancellationToken);

    /// <summary>Proves that the tree of a day's part only grew between two of its heads (RFC 6962 §2.1.2).</summary>
    /// <param name="part">The day and the class of retention.</param>
    /// <param name="from">The size of the earlier head.</param>
    /// <param name="to">The size of the later head.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    ValueTask<IReadOnlyList<byte[]>> ProveGrowthAsync(DayPart part, long from, long to, CancellationToken cancellationToken);

    /// <summary>The chain that the ledger's heads are signed in, shared by all logs of the installation.</summary>
    HeadChain Heads { get; }

    /// <summary>Closes what is open, so that every record stands in a closed, indexed segment: the end of an import.</summary>
    ValueTask CloseSegmentsAsync(CancellationToken cancellationToken);

    /// <summary>Destroys kept messages whose term is over, by the clock the ledger was opened with; those of calls under a hold in force stay.</summary>
    /// <returns>How many days of messages were destroyed.</returns>
    ValueTask<int> DropExpiredMessagesAsync(CancellationToken cancellationToken);

    /// <summary>The position after the last durable append; grows by one with every record, correction or amendment.</summary>
    long Position { get; }

    /// <summary>Calls back after each durable append with the records and corrections it added, in order. Handlers must not block.</summary>
    IDisposable OnAppended(Action<AppendedRecords> handler);
}
