using System.Globalization;

namespace Gudok.Calls;

/// <summary>One file of records while it is read.</summary>
internal sealed class RecordFile
{
    private const int MostHeadingBytes = 64 * 1024;
    private readonly RecordEncoding _encoding;
    private readonly IPieceReader _pieces;
    private readonly bool _keepsRefused;
    private readonly int _limit;
    private byte[] _heading;

    private RecordFile(string name, RecordEncoding encoding, byte[] mark, IPieceReader pieces, IRowReader rows, bool keepsRefused, int limit)
    {
        Name = name;
        Rows = rows;
        _encoding = encoding;
        _pieces = pieces;
        _keepsRefused = keepsRefused;
        _limit = limit;
        _heading = mark;
    }

    /// <summary>What refused lines call it.</summary>
    public string Name { get; }

    /// <summary>Reads its rows.</summary>
    public IRowReader Rows { get; }

    /// <summary>Begins a file: tells its encoding by its byte order mark, which it passes.</summary>
    public static RecordFile Open(Stream stream, string name, RecordSource source, ImportOptions options, IRowReader rows)
    {
        Span<byte> start = stackalloc byte[3];
        var have = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var hasMark = RecordEncoding.TryReadMark(start[..have], out var encoding, out var mark);
        encoding ??= source.Encoding ?? (source.Map?.Encoding is { } told ? told : RecordEncoding.Utf8);
        var rest = new RejoinedStream(start[(hasMark ? mark : 0)..have].ToArray(), stream);
        var isXml = source.Format == RecordFormat.FreeSwitchXml;
        var limit = isXml ? options.MaxDocumentBytes : options.MaxLineBytes;
        IPieceReader pieces = isXml ? new DocumentReader(rest, "</cdr>"u8.ToArray(), limit) : new LineReader(rest, encoding, limit);
        return new RecordFile(name, encoding, hasMark ? start[..mark].ToArray() : [], pieces, rows, source.KeepsRefused, limit);
    }

    /// <summary>Takes the next line or document.</summary>
    public bool TryRead(out RawLine line) => _pieces.TryRead(out line);

    /// <summary>The text of a line.</summary>
    public string TextOf(RawLine line) => _encoding.Read(line.Octets.Span);

    /// <summary>What is said of a line that is too long.</summary>
    public LineFault TooLong() => new(
        CallsFaults.LineTooLong, "", string.Create(CultureInfo.InvariantCulture, $"is longer than {_limit} octets; shorten it, or set Import:MaxLineBytes or Import:MaxDocumentBytes"));

    /// <summary>A line of this file with what is said of it if it comes to be refused.</summary>
    public RefusedLine Refused(RawLine line, LineFault fault) => new(Name, line.Number, fault, _keepsRefused ? line.Octets.ToArray() : default) { Heading = _heading };

    /// <summary>Keeps a heading: refused lines behind it need it to be read again.</summary>
    public void KeepHeading(RawLine line)
    {
        if (_keepsRefused && _heading.Length + line.Octets.Length <= MostHeadingBytes) _heading = [.. _heading, .. line.Octets.Span];
    }
}
