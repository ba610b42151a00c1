namespace Gudok.Sip;

/// <summary>What is wrong with a HEP packet, and where.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Offset">Octets from the beginning of the packet to the place where it shows.</param>
public readonly record struct HepFault(HepFaultKind Kind, int Offset);
