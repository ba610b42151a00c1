namespace Gudok.Sip;

/// <summary>Which way media flow, seen from who wrote the description (RFC 8866 §6.7).</summary>
public enum SdpDirection : byte
{
    /// <summary>Both ways; also what holds if nothing is said.</summary>
    SendRecv,

    /// <summary>The writer sends only: it put the other on hold with music (RFC 3264 §8.4).</summary>
    SendOnly,

    /// <summary>The writer listens only: it was put on hold.</summary>
    RecvOnly,

    /// <summary>Neither way.</summary>
    Inactive,
}
