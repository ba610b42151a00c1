namespace Gudok.Sip;

/// <summary>What the pieces of one IP datagram have in common (RFC 791 §3.2, RFC 8200 §4.5).</summary>
internal readonly record struct FragmentKey(HostAddress Source, HostAddress Destination, uint Identification, byte Protocol);
