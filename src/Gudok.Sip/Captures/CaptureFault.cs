namespace Gudok.Sip;

/// <summary>Why a capture file was not read, or not to its end. What came before it was read and is good.</summary>
/// <param name="Code"><see cref="SipFaults.NotACapture"/> or <see cref="SipFaults.BrokenCapture"/>.</param>
/// <param name="Text">One line for a person: where, what, and how to mend it. The name of the file is not in it.</param>
/// <param name="Packet">The number of the packet that could not be read, from 1; zero when it was not a packet.</param>
/// <param name="Offset">Octets from the beginning of the (unpacked) file.</param>
public sealed record CaptureFault(string Code, string Text, long Packet, long Offset);
