using System.Buffers;

namespace Gudok.Capture.Tests;

/// <summary>Octets in pieces of memory, as a pipe gives them.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    private Segments(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

    /// <summary>Cuts octets in the middle.</summary>
    public static ReadOnlySequence<byte> Of(byte[] octets)
    {
        var half = octets.Length / 2;
        var first = new Segments(octets.AsMemory(0, half), 0);
        var last = new Segments(octets.AsMemory(half), half);
        first.Next = last;
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
