namespace Gudok.Capture;

/// <summary>The requests of the simulation. A failed INVITE's ACK is another thing than a good one's: it belongs to the INVITE's transaction.</summary>
internal enum StepMethod : byte
{
    Invite,
    Ack,
    AckOfFailure,
    Cancel,
    Bye,
    Refer,
    Notify,
}

/// <summary>What a message carries.</summary>
internal enum StepBody : byte
{
    None,
    Talk,
    Hold,
    Held,
    FragmentTrying,
    FragmentOk,
}

/// <summary>One message of a call's script.</summary>
internal readonly record struct SimulatedStep
{
    /// <summary>Microseconds from the beginning of the call.</summary>
    public required long At { get; init; }

    /// <summary>The request, or the request that is answered.</summary>
    public required StepMethod Method { get; init; }

    /// <summary>The status of a response; 0 for a request.</summary>
    public ushort Status { get; init; }

    /// <summary>CSeq number of the request.</summary>
    public byte CSeq { get; init; }

    /// <summary>0 between caller and proxy, else the telephone of a fork, from 1.</summary>
    public byte Hop { get; init; }

    /// <summary>Whether the request comes from the callee's side.</summary>
    public bool IsFromCallee { get; init; }

    /// <summary>Which To-tag the callee's side has by now; 0 for none.</summary>
    public byte Tag { get; init; }

    /// <summary>What it carries.</summary>
    public StepBody Body { get; init; }

    /// <summary>Whether the INVITE goes to the target of a redirection.</summary>
    public bool IsRedirected { get; init; }

    /// <summary>Whether the INVITE brings credentials.</summary>
    public bool HasCredentials { get; init; }
}
