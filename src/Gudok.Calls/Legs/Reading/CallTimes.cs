namespace Gudok.Calls;

/// <summary>The early moments of an attempt, each from the caller's hop if it was seen there.</summary>
internal readonly ref struct CallTimes
{
    /// <summary>Gathers them from the attempt's transactions.</summary>
    public CallTimes(Attempt attempt)
    {
        var (ringing, tagged, progress, earlyMedia) = (Moment.Unseen, Moment.Unseen, Moment.Unseen, Moment.Unseen);
        foreach (var transaction in attempt.Transactions.Span)
        {
            ringing.See(transaction.IsHome, transaction.RingingAt);
            tagged.See(transaction.IsHome, transaction.TaggedAt);
            progress.See(transaction.IsHome, transaction.ProgressAt);
            earlyMedia.See(transaction.IsHome, transaction.EarlyMediaAt);
        }

        Ringing = ringing.IsSeen ? ringing.Value : tagged.Value;
        Progress = progress.Value;
        EarlyMedia = earlyMedia.Value;
    }

    /// <summary>First 180, else first 18x with a To-tag.</summary>
    public long Ringing { get; }

    /// <summary>First 18x.</summary>
    public long Progress { get; }

    /// <summary>First 18x with a session description.</summary>
    public long EarlyMedia { get; }
}
