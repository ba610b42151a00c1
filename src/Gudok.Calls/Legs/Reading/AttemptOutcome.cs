namespace Gudok.Calls;

/// <summary>What an attempt came to, judged from its transactions and dialogs.</summary>
internal sealed class AttemptOutcome
{
    /// <summary>How far it came.</summary>
    public AttemptState State { get; set; }

    /// <summary>When it is over unless another message comes, in microseconds of the call's clock.</summary>
    public long OverAt { get; set; }

    /// <summary>The dialog that answered first, else the one refused or rung last; null if there was none.</summary>
    public Dialog? Main { get; set; }

    /// <summary>The caller's last try, whose result counts; null where no INVITE was seen.</summary>
    public InviteTransaction? LastTry { get; set; }

    /// <summary>The transaction whose final response decided; null if none was seen.</summary>
    public InviteTransaction? Decider { get; set; }

    /// <summary>The answer.</summary>
    public long AnsweredAt { get; set; }

    /// <summary>The end; <see cref="Moment.Never"/> if it was not seen.</summary>
    public long EndedAt { get; set; }

    /// <summary>How it went out.</summary>
    public CallDisposition Disposition { get; set; }

    /// <summary>The status that decided.</summary>
    public int Status { get; set; }

    /// <summary>Who ended it.</summary>
    public CallEnd EndedBy { get; set; }

    /// <summary>Q.850 cause.</summary>
    public int? Cause { get; set; }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        State = AttemptState.Unproved;
        Main = null;
        LastTry = Decider = null;
        AnsweredAt = EndedAt = Moment.Never;
        OverAt = 0;
        Disposition = CallDisposition.Unknown;
        Status = 0;
        EndedBy = CallEnd.Unknown;
        Cause = null;
    }
}
