namespace Gudok.Calls;

/// <summary>Tells by the beginning of a file in which format its records are, where that cannot be mistaken.</summary>
public static class RecordDetector
{
    /// <summary>How much of a file is looked at.</summary>
    public const int HeadBytes = 16 * 1024;

    /// <summary>The format of a file; null if nothing tells it for certain.</summary>
    /// <param name="head">Its beginning, unpacked.</param>
    public static RecordFormat? Detect(ReadOnlySpan<byte> head)
    {
        if (RecordEncoding.TryReadMark(head, out var encoding, out var mark)) head = head[mark..];
        else encoding = RecordEncoding.Utf8;
        var text = encoding.Read(head);
        if (text.Contains('\0', StringComparison.Ordinal)) return null;
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("<")) return text.Contains("<cdr", StringComparison.Ordinal) ? RecordFormat.FreeSwitchXml : null;
        if (start.StartsWith("{")) return text.Contains("\"sessionId\"", StringComparison.Ordinal) ? RecordFormat.Ndjson : null;
        var lines = start.ToString().Split('\n');
        // A line that the limit cut in two tells nothing, unless it is the only one.
        return Of(lines[0].TrimEnd('\r')) ?? (lines.Length > 2 ? Of(lines[1].TrimEnd('\r')) : null);
    }

    /// <summary>Whether the beginning of a file is text, so that it may be a table that a map has to describe.</summary>
    public static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return false;
        if (RecordEncoding.TryReadMark(head, out _, out _)) return true;
        var odd = 0;
        foreach (var octet in head)
        {
            if (octet == 0) return false;
            if (octet < ' ' && octet is not ((byte)'\t' or (byte)'\r' or (byte)'\n')) odd++;
        }

        return odd * 100 <= head.Length;
    }

    private static RecordFormat? Of(string line)
    {
        var fields = new List<string>();
        if (!FieldSplitter.TrySplit(line, Delimiters.Of(line), fields)) return null;
        if (AccColumns.OfHeading(fields, null) is not null) return RecordFormat.Acc;
        if (fields.Contains("cdrRecordType") && fields.Contains("globalCallID_callId")) return RecordFormat.Cucm;
        if (CelColumns.OfHeading(fields) is not null) return RecordFormat.AsteriskCel;
        if (AsteriskColumns.OfHeading(fields) is not null) return RecordFormat.AsteriskCsv;
        if (FreeSwitchColumns.OfHeading(fields) is not null) return RecordFormat.FreeSwitchCsv;
        if (line.Contains('|', StringComparison.Ordinal) && AccColumns.Of(fields, null) is not null && fields[0] is "INVITE" or "ACK" or "BYE" or "CANCEL") return RecordFormat.Acc;
        // FreeSWITCH first: its template "asterisk" has the times where Asterisk has them, and a cause where that has a result.
        if (FreeSwitchColumns.Of(fields) is not null && !IsAsterisk(fields)) return RecordFormat.FreeSwitchCsv;
        if (IsAsterisk(fields)) return RecordFormat.AsteriskCsv;
        return CelColumns.Of(fields) is not null && StampReader.TryRead(fields[1], out _) ? RecordFormat.AsteriskCel : null;
    }

    private static bool IsAsterisk(List<string> fields) =>
        AsteriskColumns.Of(fields) is { } names && AsteriskWords.TryRead(fields[Array.IndexOf(names, "disposition")], out _);
}
