namespace Gudok.Capture;

/// <summary>One instruction of the classic packet filter (<c>struct sock_filter</c> of Linux).</summary>
/// <param name="Code">What it does.</param>
/// <param name="IfTrue">Instructions skipped if a comparison holds.</param>
/// <param name="IfFalse">Instructions skipped if it does not.</param>
/// <param name="Value">Its constant.</param>
internal readonly record struct FilterInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Value)
{
    /// <summary>Octets of one.</summary>
    public const int Length = 8;

    public const ushort LoadWord = 0x20;
    public const ushort LoadHalf = 0x28;
    public const ushort LoadByte = 0x30;
    public const ushort LoadHalfIndexed = 0x48;
    public const ushort And = 0x54;
    public const ushort ShiftLeft = 0x64;
    public const ushort ToIndex = 0x07;
    public const ushort SetIndex = 0x01;
    public const ushort JumpIfEqual = 0x15;
    public const ushort JumpIfGreater = 0x25;
    public const ushort JumpIfAtLeast = 0x35;
    public const ushort JumpIfAnyBit = 0x45;
    public const ushort Return = 0x06;

    /// <summary>Offsets from here on count from the IP header, wherever the link layer ends (SKF_NET_OFF).</summary>
    public const uint Network = unchecked((uint)-0x100000);

    /// <summary>At this offset lies the EtherType, whatever the link layer (SKF_AD_OFF + SKF_AD_PROTOCOL).</summary>
    public const uint EtherType = unchecked((uint)-0x1000);
}
