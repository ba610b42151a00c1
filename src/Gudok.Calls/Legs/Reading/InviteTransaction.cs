namespace Gudok.Calls;

/// <summary>An INVITE transaction on one hop, as it was seen from outside (RFC 3261 §17.1.1 figure 5).</summary>
internal sealed class InviteTransaction
{
    /// <summary>Branch hash.</summary>
    public ulong Transaction { get; private set; }

    /// <summary>CSeq number.</summary>
    public uint CSeq { get; private set; }

    /// <summary>Index of the point that saw it.</summary>
    public byte Point { get; private set; }

    /// <summary>Facts of its INVITE; null where only responses were seen.</summary>
    public InviteFacts? Invite { get; set; }

    /// <summary>When the INVITE was seen.</summary>
    public long InviteAt { get; set; }

    /// <summary>Whether it was sent by the call's own caller, and not by a proxy further on.</summary>
    public bool IsHome { get; set; }

    /// <summary>First 180.</summary>
    public long RingingAt { get; private set; }

    /// <summary>First 18x.</summary>
    public long ProgressAt { get; private set; }

    /// <summary>First 18x with a To-tag.</summary>
    public long TaggedAt { get; private set; }

    /// <summary>First 18x with a session description.</summary>
    public long EarlyMediaAt { get; private set; }

    /// <summary>Final response; a 2xx wins over what came before it.</summary>
    public long FinalAt { get; private set; }

    /// <summary>Status of the final response, 0 while there is none.</summary>
    public ushort Status { get; private set; }

    /// <summary>Index of its To-tag.</summary>
    public byte FinalTag { get; private set; }

    /// <summary>Q.850 cause of the final response, else of a provisional one; 0 if none told.</summary>
    public byte Cause { get; private set; }

    /// <summary>First CANCEL, or the answer to one that was not seen.</summary>
    public long CancelAt { get; private set; }

    /// <summary>Q.850 cause of the CANCEL.</summary>
    public byte CancelCause { get; private set; }

    /// <summary>Whether a 181 or a 3xx sent the call elsewhere.</summary>
    public bool WasDiverted { get; private set; }

    /// <summary>Last message of the transaction.</summary>
    public long LastAt { get; private set; }

    /// <summary>Whether it was cancelled: a CANCEL after the final response has no effect (RFC 3261 §9.1).</summary>
    public bool IsCancelled => CancelAt != Moment.Never && CancelAt <= FinalAt;

    /// <summary>Begins anew.</summary>
    public void Reset(in Sighting sighting)
    {
        Transaction = sighting.Transaction;
        CSeq = sighting.CSeq;
        Point = sighting.Point;
        Invite = null;
        IsHome = WasDiverted = false;
        InviteAt = RingingAt = ProgressAt = TaggedAt = EarlyMediaAt = FinalAt = CancelAt = Moment.Never;
        Status = 0;
        FinalTag = Cause = CancelCause = 0;
        LastAt = sighting.Time;
    }

    /// <summary>Takes a response to the INVITE.</summary>
    public void Respond(in Sighting response)
    {
        LastAt = Math.Max(LastAt, response.Time);
        if (response.Status < 200) Progress(response);
        else Finish(response);
    }

    /// <summary>Takes a CANCEL, or a 2xx to one.</summary>
    public void Cancel(in Sighting cancel)
    {
        LastAt = Math.Max(LastAt, cancel.Time);
        CancelAt = Math.Min(CancelAt, cancel.Time);
        if (cancel.Cause != 0) CancelCause = cancel.Cause;
    }

    private void Progress(in Sighting response)
    {
        if (response.Cause != 0 && Status == 0) Cause = response.Cause;
        if (response.Status is < 180 or > 189) return;
        ProgressAt = Math.Min(ProgressAt, response.Time);
        if (response.Status == 180) RingingAt = Math.Min(RingingAt, response.Time);
        if (response.To != 0) TaggedAt = Math.Min(TaggedAt, response.Time);
        if ((response.Flags & SightingFlags.Sdp) != 0) EarlyMediaAt = Math.Min(EarlyMediaAt, response.Time);
        WasDiverted |= response.Status == 181;
    }

    private void Finish(in Sighting response)
    {
        var isSuccess = response.Status < 300;
        if (Status != 0 && (Status < 300 || !isSuccess)) return;
        Status = response.Status;
        FinalAt = response.Time;
        FinalTag = response.To;
        if (response.Cause != 0) Cause = response.Cause;
        WasDiverted |= response.Status is >= 300 and < 400;
    }
}
