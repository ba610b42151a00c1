using System.Buffers.Binary;

namespace Gudok.Capture.Tests.Interface;

/// <summary>Runs a packet filter as the kernel does, over a packet from its IP header on.</summary>
internal static class FilterMachine
{
    private const ushort Jump = 0x05;

    public static bool Passes(FilterInstruction[] program, int etherType, byte[] packet)
    {
        uint accumulator = 0, index = 0;
        for (var at = 0; at < program.Length; at++)
        {
            var (code, ifTrue, ifFalse, value) = program[at];
            switch (code)
            {
                case FilterInstruction.LoadHalf when value == FilterInstruction.EtherType:
                    accumulator = (uint)etherType;
                    break;
                case FilterInstruction.LoadByte or FilterInstruction.LoadHalf or FilterInstruction.LoadHalfIndexed:
                    var offset = (long)value - FilterInstruction.Network + (code == FilterInstruction.LoadHalfIndexed ? index : 0);
                    // What lies behind the end of the packet refuses it.
                    if (offset + (code == FilterInstruction.LoadByte ? 1 : 2) > packet.Length) return false;
                    accumulator = code == FilterInstruction.LoadByte ? packet[offset] : BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan((int)offset));
                    break;
                case FilterInstruction.And: accumulator &= value; break;
                case FilterInstruction.ShiftLeft: accumulator <<= (int)value; break;
                case FilterInstruction.ToIndex: index = accumulator; break;
                case FilterInstruction.SetIndex: index = value; break;
                case FilterInstruction.JumpIfEqual: at += accumulator == value ? ifTrue : ifFalse; break;
                case FilterInstruction.JumpIfGreater: at += accumulator > value ? ifTrue : ifFalse; break;
                case FilterInstruction.JumpIfAtLeast: at += accumulator >= value ? ifTrue : ifFalse; break;
                case FilterInstruction.JumpIfAnyBit: at += (accumulator & value) != 0 ? ifTrue : ifFalse; break;
                case Jump: at += (int)value; break;
                case FilterInstruction.Return: return value != 0;
                default: throw new InvalidOperationException($"no such instruction: {code:x}");
            }
        }

        throw new InvalidOperationException("The program has no end.");
    }
}
