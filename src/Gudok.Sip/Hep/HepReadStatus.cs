namespace Gudok.Sip;

/// <summary>What reading a HEP packet came to.</summary>
public enum HepReadStatus
{
    /// <summary>A packet was read.</summary>
    Complete,

    /// <summary>The octets are the beginning of a packet: wait on a stream; in a datagram it was cut short.</summary>
    NeedMore,

    /// <summary>The octets contradict themselves; the fault says how and where.</summary>
    Malformed,
}
