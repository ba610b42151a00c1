using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Finds the time of a HEP3 packet, which is all that its place in a file depends on.</summary>
internal static class HepClock
{
    private const int HeaderLength = 6;
    private const ushort SecondsChunk = 9;
    private const ushort MicrosChunk = 10;

    /// <summary>The time in the packet; null when it has none.</summary>
    public static Instant? TimeOf(ReadOnlySpan<byte> packet)
    {
        uint seconds = 0, micros = 0;
        var rest = packet[Math.Min(HeaderLength, packet.Length)..];
        while (rest.Length >= HeaderLength)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[4..]);
            if (length < HeaderLength || length > rest.Length) break;
            if (length == HeaderLength + 4 && BinaryPrimitives.ReadUInt16BigEndian(rest) == 0)
            {
                var value = BinaryPrimitives.ReadUInt32BigEndian(rest[HeaderLength..]);
                var type = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
                if (type == SecondsChunk) seconds = value;
                if (type == MicrosChunk) micros = value;
            }

            rest = rest[length..];
        }

        return seconds == 0 || micros >= 1_000_000 ? null : new Instant(seconds * 1_000_000L + micros);
    }
}
