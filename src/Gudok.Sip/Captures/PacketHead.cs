namespace Gudok.Sip;

/// <summary>What a file says about a packet besides its octets.</summary>
/// <param name="Number">Place in the file, from 1.</param>
/// <param name="Time">When it passed.</param>
/// <param name="Link">What its first octets are.</param>
/// <param name="Length">How many octets were captured.</param>
/// <param name="OriginalLength">How many there were.</param>
/// <param name="Offset">Where its octets begin in the unpacked file.</param>
internal readonly record struct PacketHead(long Number, Instant Time, LinkType Link, int Length, int OriginalLength, long Offset);
