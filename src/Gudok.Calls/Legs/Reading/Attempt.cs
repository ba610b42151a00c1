namespace Gudok.Calls;

/// <summary>How far one attempt to call has come.</summary>
internal enum AttemptState
{
    /// <summary>Nothing seen proves a call.</summary>
    Unproved,

    /// <summary>No final response yet.</summary>
    Proceeding,

    /// <summary>Cancelled, the final response not seen.</summary>
    Cancelling,

    /// <summary>Challenged or redirected: a new INVITE may follow.</summary>
    AwaitingRetry,

    /// <summary>Refused for good.</summary>
    Refused,

    /// <summary>Answered, at least one dialog open.</summary>
    Talking,

    /// <summary>A BYE that nothing has confirmed yet.</summary>
    HangingUp,

    /// <summary>Every confirmed dialog ended.</summary>
    Ended,
}

/// <summary>One attempt to call: everything under one From-tag, through all tries, branches and hops.</summary>
internal sealed class Attempt
{
    /// <summary>Index of the From-tag.</summary>
    public byte FromTag { get; private set; }

    /// <summary>Its INVITE transactions, one for each hop, branch and try.</summary>
    public Reused<InviteTransaction> Transactions { get; } = new(() => new InviteTransaction());

    /// <summary>Its dialogs.</summary>
    public Reused<Dialog> Dialogs { get; } = new(() => new Dialog());

    /// <summary>Index of the point that first saw the INVITE, else of the one that saw anything first.</summary>
    public byte HomePoint { get; set; }

    /// <summary>The first INVITE; <see cref="Moment.Never"/> if none was seen.</summary>
    public long StartedAt { get; set; }

    /// <summary>The first message of any kind.</summary>
    public long FirstAt { get; set; }

    /// <summary>Whether its INVITE was seen.</summary>
    public bool HasInvite => StartedAt != Moment.Never;

    /// <summary>Whether something that must have been there was not seen.</summary>
    public bool IsLossProved { get; set; }

    /// <summary>What came of it.</summary>
    public AttemptOutcome Outcome { get; } = new();

    /// <summary>Begins anew.</summary>
    public void Reset(byte fromTag, in Sighting first)
    {
        FromTag = fromTag;
        HomePoint = first.Point;
        StartedAt = Moment.Never;
        FirstAt = first.Time;
        IsLossProved = false;
        Transactions.Clear();
        Dialogs.Clear();
    }

    /// <summary>The dialog of a To-tag, found or made.</summary>
    public Dialog DialogOf(byte toTag)
    {
        if (FindDialog(toTag) is { } known) return known;
        var dialog = Dialogs.Add();
        dialog.Reset(toTag);
        return dialog;
    }

    /// <summary>The dialog of a To-tag, or null.</summary>
    public Dialog? FindDialog(byte toTag)
    {
        foreach (var dialog in Dialogs.Span)
        {
            if (dialog.ToTag == toTag) return dialog;
        }

        return null;
    }

    /// <summary>The transaction that a response or CANCEL belongs to by its branch, or null.</summary>
    public InviteTransaction? FindTransaction(in Sighting sighting, ReadOnlySpan<ObservationPoint> points)
    {
        InviteTransaction? found = null;
        foreach (var transaction in Transactions.Span)
        {
            if (transaction.Transaction != sighting.Transaction || transaction.CSeq != sighting.CSeq) continue;
            if (transaction.Point == sighting.Point) return transaction;
            if (points[transaction.Point].Agent == points[sighting.Point].Agent) found ??= transaction;
        }

        return found;
    }
}
