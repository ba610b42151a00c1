namespace Gudok.Capture;

/// <summary>Where something was lost. The names in camel case are the label <c>place</c> of <c>gudok_capture_dropped_total</c>.</summary>
public enum DropPlace
{
    /// <summary>The kernel's receive buffer of the UDP socket was full.</summary>
    Kernel,

    /// <summary>Datagrams came faster than they could be worked on, and our own queue was full.</summary>
    Queue,

    /// <summary>A TCP connection was refused because there were too many, was gone before it was read, or broke its own framing.</summary>
    Connection,

    /// <summary>Messages of a call over the limit kept for its ladder; the call itself is recorded.</summary>
    Ladder,

    /// <summary>Calls that had ended and could not be recorded: the disk failed for longer than calls may wait in memory.</summary>
    Recording,

    /// <summary>Calls parked on disk that could not be read back: their rows were changed or are missing, or the disk refused when their next
    /// message came.</summary>
    Parked,

    /// <summary>Saved states of calls in progress that could not be taken up: of another version, changed, or sealed by other keys.</summary>
    State,

    /// <summary>Packets of a network interface came faster than they could be worked on, and its ring was full.</summary>
    Interface,

    /// <summary>Addresses and streams of media over a limit, so that they were not measured; the calls themselves are recorded.</summary>
    Media,

    /// <summary>Packets for the next collector that it did not get: more waited than may, or what waited on disk was changed. They are recorded here.</summary>
    Relay,
}
