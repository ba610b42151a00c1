namespace Gudok.Capture;

/// <summary>What a look at the octets of a feed gave.</summary>
internal enum FrameStep
{
    /// <summary>One message.</summary>
    Message,

    /// <summary>More octets are needed.</summary>
    NeedMore,

    /// <summary>A message over the limit was passed over, whole or in part.</summary>
    Skipped,

    /// <summary>Nobody can tell where the next message begins: the connection must end.</summary>
    Malformed,
}
