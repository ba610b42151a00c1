using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>What must hold of a batch before anything of it is written.</summary>
internal static class BatchCheck
{
    private const int MostWord = 15;

    /// <summary>The batch with its commitments in order of role.</summary>
    /// <exception cref="ArgumentException">Something cannot be stored.</exception>
    public static LedgerBatch Check(LedgerBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var records = new LedgerEntry[batch.Records.Count];
        for (var index = 0; index < records.Length; index++)
        {
            var entry = batch.Records[index];
            CheckRecord(entry.Record);
            if (entry.Record.Id != RecordId.Create(entry.Record.StartedAt, entry.Record.Id.Key))
            {
                throw new ArgumentException("A new record's id does not begin with its start.", nameof(batch));
            }

            var ordered = CommitmentCodec.InOrder(entry.Commitments);
            records[index] = ReferenceEquals(ordered, entry.Commitments) ? entry : entry with { Commitments = ordered };
        }

        var corrections = new CallCorrection[batch.Corrections.Count];
        for (var index = 0; index < corrections.Length; index++)
        {
            CheckRecord(batch.Corrections[index].Record);
            corrections[index] = batch.Corrections[index] with { Commitments = CommitmentCodec.InOrder(batch.Corrections[index].Commitments) };
        }

        return new LedgerBatch(records, corrections);
    }

    /// <summary>Refuses an amendment that says nothing, or that nobody made.</summary>
    /// <exception cref="ArgumentException">Something cannot be stored.</exception>
    public static void Check(CallAmendment amendment)
    {
        ArgumentNullException.ThrowIfNull(amendment);
        if (amendment.Changes.IsEmpty) throw new ArgumentException("An amendment changes nothing.", nameof(amendment));
        if (amendment.Actor.Length is 0 or > CallAmendment.MostActor) throw new ArgumentException("An amendment has no maker.", nameof(amendment));
    }

    private static void CheckRecord(CallRecord record)
    {
        if (record.Legs.Count > FactsCodec.MostLegs) throw new ArgumentException("A record has too many legs.");
        if (record.Media.Count > MediaStream.MostOfCall) throw new ArgumentException("A record has too many streams of media.");
        var words = (int)record.Direction | (int)record.Disposition | (int)record.EndedBy | (int)record.Transfer;
        if (words > MostWord) throw new ArgumentException("A word of a record is none of ours.");
    }
}
