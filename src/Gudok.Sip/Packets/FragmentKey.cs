namespace Gudok.Sip;

/// <summary>What the pieces of one IP datagram have in common (RFC 791 §3.2, RFC 8200 §4.5).</summary>
internal readonly record struct FragmentKey(UInt128 Source, UInt128 Destination, uint Identification, byte Protocol);
