namespace Gudok.Ledger.Postgres;

/// <summary>One caller's batch that waits for the next commit.</summary>
internal sealed class PendingBatch(LedgerBatch batch)
{
    /// <summary>The batch, checked.</summary>
    public LedgerBatch Batch { get; } = batch;

    public TaskCompletionSource<AppendReport> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the append of it comes to, told once it is durable.</summary>
    public AppendReport Report { get; set; } = new(0, 0, 0);

    /// <summary>Why it is refused; null if it is not.</summary>
    public Exception? Refusal { get; set; }

    public void Tell()
    {
        if (Refusal is not null) Done.SetException(Refusal);
        else Done.SetResult(Report);
    }
}
