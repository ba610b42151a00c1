namespace Gudok.Calls;

/// <summary>One dialog by its To-tag (RFC 3261 §12): early from its first 101–299, confirmed by a 2xx, ended by a BYE of either side.</summary>
internal sealed class Dialog
{
    private ByeOfSide _caller;
    private ByeOfSide _callee;

    /// <summary>Index of the To-tag.</summary>
    public byte ToTag { get; private set; }

    /// <summary>The transaction nearest the callee that carried its responses; null for a dialog known by its BYE only.</summary>
    public InviteTransaction? Branch { get; private set; }

    /// <summary>The 2xx.</summary>
    public Moment Answer { get; private set; }

    /// <summary>Status of the 2xx; 0 while there is none.</summary>
    public ushort Status { get; private set; }

    /// <summary>First response of the dialog.</summary>
    public long FirstAt { get; private set; }

    /// <summary>Last BYE or response to one.</summary>
    public long LastByeAt { get; private set; }

    /// <summary>Whether a BYE was answered with a 2xx, which proves that there was a dialog.</summary>
    public bool HasAgreedBye { get; private set; }

    /// <summary>Whether it was confirmed by a 2xx, be it one that only its ACK proves.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>Whether a 2xx was seen, and not only proved.</summary>
    public bool IsAnswerSeen => Status != 0;

    /// <summary>Whether a BYE was seen.</summary>
    public bool HasBye => _caller.IsSeen || _callee.IsSeen;

    /// <summary>Whether a BYE was answered with 2xx, 408 or 481 (RFC 3261 §15.1.1).</summary>
    public bool IsByeConfirmed => _caller.IsConfirmed || _callee.IsConfirmed;

    /// <summary>Whether the caller's BYE is the one that ended it: the first confirmed, else the first seen.</summary>
    public bool IsEndedByCaller => Ender(ref _caller, ref _callee);

    /// <summary>When it ended.</summary>
    public Moment End => IsEndedByCaller ? _caller.When : _callee.When;

    /// <summary>Q.850 cause of the BYE that ended it; 0 if none.</summary>
    public byte Cause => IsEndedByCaller ? _caller.Cause : _callee.Cause;

    /// <summary>Begins anew.</summary>
    public void Reset(byte toTag)
    {
        ToTag = toTag;
        Branch = null;
        Answer = Moment.Unseen;
        Status = 0;
        FirstAt = Moment.Never;
        LastByeAt = long.MinValue;
        HasAgreedBye = IsConfirmed = false;
        _caller = _callee = ByeOfSide.None;
    }

    /// <summary>Takes a response that belongs to the dialog.</summary>
    public void Respond(InviteTransaction transaction, in Sighting response)
    {
        FirstAt = Math.Min(FirstAt, response.Time);
        if (Branch is null || Depth(transaction) > Depth(Branch)) Branch = transaction;
        if (response.Status < 200) return;
        IsConfirmed = true;
        if (Status == 0) Status = response.Status;
        See(transaction.IsHome, response.Time);
    }

    /// <summary>Takes an ACK of a 2xx that was not seen.</summary>
    public void Acknowledge(bool isHome, long time)
    {
        IsConfirmed = true;
        See(isHome, time);
    }

    /// <summary>Takes a BYE. One that was refused is the end only where no other came from the same side.</summary>
    public void Hangup(bool byCaller, bool isHome, in Sighting bye, bool isRefused)
    {
        LastByeAt = Math.Max(LastByeAt, bye.Time);
        ref var side = ref byCaller ? ref _caller : ref _callee;
        if (isRefused) side.RefusedAt.See(isHome, bye.Time);
        else side.At.See(isHome, bye.Time);
        if (bye.Cause != 0) side.Cause = bye.Cause;
    }

    /// <summary>Takes a final response to a BYE of one side.</summary>
    public void ConfirmHangup(bool byCaller, in Sighting response)
    {
        LastByeAt = Math.Max(LastByeAt, response.Time);
        if (response.Status is not ((>= 200 and < 300) or 408 or 481)) return;
        ref var side = ref byCaller ? ref _caller : ref _callee;
        side.IsConfirmed = true;
        HasAgreedBye |= response.Status < 300;
    }

    private void See(bool isHome, long time)
    {
        var answer = Answer;
        answer.See(isHome, time);
        Answer = answer;
    }

    private static int Depth(InviteTransaction transaction) => transaction.Invite?.ViaDepth ?? -1;

    private static bool Ender(ref ByeOfSide caller, ref ByeOfSide callee)
    {
        if (caller.IsConfirmed != callee.IsConfirmed) return caller.IsConfirmed;
        return caller.IsSeen && (!callee.IsSeen || caller.When.Value <= callee.When.Value);
    }

    private struct ByeOfSide
    {
        public Moment At;
        public Moment RefusedAt;
        public bool IsConfirmed;
        public byte Cause;

        public static ByeOfSide None => new() { At = Moment.Unseen, RefusedAt = Moment.Unseen };

        public readonly bool IsSeen => At.IsSeen || RefusedAt.IsSeen;

        public readonly Moment When => At.IsSeen ? At : RefusedAt;
    }
}
