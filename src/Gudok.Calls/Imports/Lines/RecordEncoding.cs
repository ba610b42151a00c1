using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gudok.Calls;

/// <summary>How the octets of a file become text: by its byte order mark, else as told, else UTF-8.</summary>
public sealed class RecordEncoding
{
    private readonly Encoding _encoding;
    private readonly int _width;
    private readonly bool _isBigEndian;

    private RecordEncoding(Encoding encoding)
    {
        _encoding = encoding;
        _width = encoding.CodePage is 1200 or 1201 ? 2 : 1;
        _isBigEndian = encoding.CodePage == 1201;
    }

    /// <summary>UTF-8.</summary>
    public static RecordEncoding Utf8 { get; } = new(new UTF8Encoding(false));

    /// <summary>Reads the name of an encoding: any that the framework knows, <c>windows-1251</c>, <c>koi8-r</c> and <c>cp866</c> among them.</summary>
    public static bool TryFind([NotNullWhen(true)] string? name, [NotNullWhen(true)] out RecordEncoding? encoding)
    {
        encoding = null;
        if (string.IsNullOrWhiteSpace(name)) return false;
        var found = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? OfFramework(name);
        // UTF-32 is written by no switch; UTF-7 the framework refuses itself.
        if (found is null or { CodePage: 12000 or 12001 }) return false;
        encoding = new RecordEncoding(found);
        return true;
    }

    /// <summary>The encoding of a byte order mark, and its length; false if there is none.</summary>
    internal static bool TryReadMark(ReadOnlySpan<byte> start, [NotNullWhen(true)] out RecordEncoding? encoding, out int length)
    {
        (encoding, length) = start switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
            [0xFF, 0xFE, ..] => (new RecordEncoding(Encoding.Unicode), 2),
            [0xFE, 0xFF, ..] => (new RecordEncoding(Encoding.BigEndianUnicode), 2),
            _ => (null, 0),
        };
        return encoding is not null;
    }

    /// <summary>The text of a line without its ending. Octets that are none of the encoding become U+FFFD.</summary>
    internal string Read(ReadOnlySpan<byte> line) => _encoding.GetString(line).TrimEnd('\n').TrimEnd('\r');

    /// <summary>Where the first line ends behind its LF, searching from an offset; 0 or less if it does not.</summary>
    internal int IndexOfLineEnd(ReadOnlySpan<byte> octets, int from)
    {
        if (_width == 1) return from + octets[from..].IndexOf((byte)'\n') is var at && at >= from ? at + 1 : 0;
        for (var i = from & ~1; i + 1 < octets.Length; i += 2)
        {
            if (octets[i] == (_isBigEndian ? 0 : '\n') && octets[i + 1] == (_isBigEndian ? '\n' : 0)) return i + 2;
        }

        return 0;
    }

    private static Encoding? OfFramework(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
