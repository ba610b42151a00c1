namespace Gudok.Sip;

/// <summary>What was found when the headers around an IP packet were taken off.</summary>
internal enum LayerOutcome
{
    /// <summary>An IP packet, version 4 or 6.</summary>
    Ip,

    /// <summary>Something that is no IP.</summary>
    NotIp,

    /// <summary>The capture ends within the headers.</summary>
    Truncated,

    /// <summary>The headers contradict themselves or lie too deep.</summary>
    Malformed,

    /// <summary>A link type that is not read.</summary>
    UnknownLink,
}
