using Gudok.Calls;

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

    /// <summary>One record with its corrections applied; null if there is none.</summary>
    ValueTask<CallRecord?> FindAsync(RecordId id, CancellationToken cancellationToken);

    /// <summary>The corrections of a record in the order they were made.</summary>
    ValueTask<IReadOnlyList<CallCorrection>> CorrectionsAsync(RecordId id, CancellationToken cancellationToken);

    /// <summary>The sealed messages of a record; null if none were kept or their term is over.</summary>
    ValueTask<SealedMessages?> MessagesAsync(RecordId id, CancellationToken cancellationToken);

    /// <summary>Counts and sums per minute within a span of time, in order; both ends on whole minutes.</summary>
    ValueTask<RollupSpan> RollupsAsync(Sip.Instant from, Sip.Instant to, CancellationToken cancellationToken);

    /// <summary>Checks every day, record, page and index against its seals and leaves.</summary>
    /// <param name="progress">Told after each segment; may be null.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    ValueTask<VerifyReport> VerifyAsync(IProgress<VerifyProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Closes what is open, so that every record stands in a closed, indexed segment: the end of an import.</summary>
    ValueTask CloseSegmentsAsync(CancellationToken cancellationToken);

    /// <summary>Destroys kept messages whose term is over, by the clock the ledger was opened with.</summary>
    /// <returns>How many days of messages were destroyed.</returns>
    ValueTask<int> DropExpiredMessagesAsync(CancellationToken cancellationToken);

    /// <summary>The position after the last durable append; grows by one with every record or correction.</summary>
    long Position { get; }

    /// <summary>Calls back after each durable append with the records and corrections it added, in order. Handlers must not block.</summary>
    IDisposable OnAppended(Action<AppendedRecords> handler);
}
