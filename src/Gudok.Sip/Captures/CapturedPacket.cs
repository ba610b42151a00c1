namespace Gudok.Sip;

/// <summary>One packet of a capture file. Its octets live in the reader's buffer and die with the next read.</summary>
public readonly ref struct CapturedPacket
{
    /// <summary>Which packet of its file it is in the order of the file; the first is 1.</summary>
    public required long Number { get; init; }

    /// <summary>When it passed the point of capture.</summary>
    public required Instant Time { get; init; }

    /// <summary>What its first octets are; may be a number that <see cref="LinkType"/> does not name.</summary>
    public required LinkType Link { get; init; }

    /// <summary>The captured octets.</summary>
    public required ReadOnlySpan<byte> Data { get; init; }

    /// <summary>How many octets it had on the wire; never less than were captured.</summary>
    public required int OriginalLength { get; init; }
}
