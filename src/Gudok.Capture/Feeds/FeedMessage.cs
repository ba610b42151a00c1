using System.Buffers;
using System.Text;

namespace Gudok.Capture;

/// <summary>Finds single values in a block of lines <c>Key: Value</c> without reading the others: they hold telephone numbers.</summary>
/// <remarks>Keys are compared without case, as CEL writes <c>UniqueID</c> and every other event of Asterisk <c>Uniqueid</c>. Of equal keys the first counts.</remarks>
/// <param name="block">The lines, with CRLF or LF.</param>
/// <param name="isEncoded">Whether values are percent-encoded, as FreeSWITCH's are.</param>
internal readonly ref struct FeedMessage(ReadOnlySpan<byte> block, bool isEncoded = false)
{
    /// <summary>The longest value that is taken; one that is longer counts as not there.</summary>
    public const int LongestValue = 512;

    private readonly ReadOnlySpan<byte> _block = block;
    private readonly bool _isEncoded = isEncoded;

    /// <summary>A value as it stands there; empty if there is none.</summary>
    public ReadOnlySpan<byte> Find(ReadOnlySpan<byte> key)
    {
        var rest = _block;
        while (!rest.IsEmpty)
        {
            var line = NextLine(ref rest);
            if (line.Length > key.Length && line[key.Length] == (byte)':' && Ascii.EqualsIgnoreCase(line[..key.Length], key)) return line[(key.Length + 1)..].Trim((byte)' ');
        }

        return default;
    }

    /// <summary>Whether a value is this one, in any case.</summary>
    public bool Says(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Ascii.EqualsIgnoreCase(Find(key), value);

    /// <summary>A value as text; null if there is none, if it is too long, or is no text.</summary>
    public string? Text(ReadOnlySpan<byte> key)
    {
        var value = Find(key);
        if (value.IsEmpty || value.Length > (_isEncoded ? 3 * LongestValue : LongestValue)) return null;
        if (!_isEncoded) return Decode(value);
        Span<byte> plain = stackalloc byte[3 * LongestValue];
        var length = Unescape(value, plain);
        return length is > 0 and <= LongestValue ? Decode(plain[..length]) : null;
    }

    private static ReadOnlySpan<byte> NextLine(scoped ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return line.TrimEnd((byte)'\r');
    }

    private static string? Decode(ReadOnlySpan<byte> value)
    {
        var text = Encoding.UTF8.GetString(value);
        return text.Any(char.IsControl) ? null : text;
    }

    /// <summary>Percent-decoding; what is no escape stays as it is.</summary>
    private static int Unescape(ReadOnlySpan<byte> value, Span<byte> plain)
    {
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == (byte)'%' && i + 2 < value.Length && Convert.FromHexString(value.Slice(i + 1, 2), plain.Slice(length, 1), out _, out _) == OperationStatus.Done)
            {
                length++;
                i += 2;
            }
            else
            {
                plain[length++] = value[i];
            }
        }

        return length;
    }
}
