using System.Globalization;
using System.Text;

namespace Gudok.Seals.Tests;

/// <summary>Prints CBOR in the diagnostic notation of RFC 8949 §8, written from the RFC's text alone.</summary>
internal sealed class RfcCbor(byte[] data)
{
    private int _at;

    public static string Print(ReadOnlySpan<byte> data)
    {
        var reader = new RfcCbor(data.ToArray());
        var text = reader.Item();
        return reader._at == data.Length ? text : throw new FormatException("Bytes are left over.");
    }

    private string Item()
    {
        int initial = data[_at++];
        var additional = initial & 31;
        if (initial >> 5 == 7) return Simple(additional);
        var argument = additional switch
        {
            <= 23 => (ulong)additional,
            24 => Number(1),
            25 => Number(2),
            26 => Number(4),
            27 => Number(8),
            _ => throw new FormatException("Indefinite or reserved."),
        };
        return (initial >> 5) switch
        {
            0 => argument.ToString(CultureInfo.InvariantCulture),
            1 => (-1 - (Int128)argument).ToString(CultureInfo.InvariantCulture),
            2 => $"h'{Convert.ToHexStringLower(Take((int)argument))}'",
            3 => $"\"{Encoding.UTF8.GetString(Take((int)argument))}\"",
            4 => $"[{string.Join(", ", Many((int)argument))}]",
            5 => $"{{{string.Join(", ", Many(2 * (int)argument).Chunk(2).Select(pair => $"{pair[0]}: {pair[1]}"))}}}",
            _ => throw new FormatException("A tag."),
        };
    }

    private string Simple(int additional) => additional switch
    {
        20 => "false",
        21 => "true",
        25 => Print((double)BitConverter.UInt16BitsToHalf((ushort)Number(2))) + "_1",
        26 => Print(BitConverter.UInt32BitsToSingle((uint)Number(4))) + "_2",
        27 => Print(BitConverter.UInt64BitsToDouble(Number(8))) + "_3",
        _ => throw new FormatException("Another simple value."),
    };

    private static string Print(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private List<string> Many(int count)
    {
        var items = new List<string>();
        for (var index = 0; index < count; index++) items.Add(Item());
        return items;
    }

    private ulong Number(int octets) => Take(octets).Aggregate(0UL, (value, octet) => value << 8 | octet);

    private byte[] Take(int count) => data[_at..(_at += count)];
}
