namespace Gudok.Capture;

/// <summary>Where something was lost. The names in camel case are the label <c>place</c> of <c>gudok_capture_dropped_total</c>.</summary>
public enum DropPlace
{
    /// <summary>The kernel's receive buffer of the UDP socket was full.</summary>
    Kernel,

    /// <summary>A TCP connection was refused because there were too many, or broke its own framing.</summary>
    Connection,

    /// <summary>Messages of a call over the limit kept for its ladder; the call itself is recorded.</summary>
    Ladder,
}
