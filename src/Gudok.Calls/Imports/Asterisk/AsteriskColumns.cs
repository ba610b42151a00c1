namespace Gudok.Calls;

/// <summary>The shapes in which Asterisk writes CDR files without a heading.</summary>
internal static class AsteriskColumns
{
    private const int CsvStart = 9;
    private const int CustomStart = 8;

    private static readonly string[] Csv =
    [
        "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata", "start", "answer", "end", "duration", "billsec",
        "disposition", "amaflags",
    ];

    private static readonly string[] Custom =
    [
        "clid", "src", "dst", "dcontext", "channel", "dstchannel", "lastapp", "lastdata", "start", "answer", "end", "duration", "billsec", "disposition",
        "amaflags", "accountcode", "uniqueid", "userfield", "sequence",
    ];

    private static readonly string[] Newer = ["peeraccount", "linkedid", "sequence"];

    /// <summary>The columns of a line by where its start stands; null if it is of no known shape.</summary>
    /// <remarks><c>cdr_csv</c> leaves columns out by its settings <c>loguniqueid</c>, <c>loguserfield</c> and <c>newcdrcolumns</c>.</remarks>
    public static string[]? Of(IReadOnlyList<string> fields)
    {
        if (fields.Count is 18 or 19 && IsTime(fields[CustomStart])) return Custom[..fields.Count];
        if (fields.Count is < 16 or > 21 || !IsTime(fields[CsvStart])) return null;
        var single = fields.Count is 17 or 20 ? IsUniqueId(fields[16]) ? "uniqueid" : "userfield" : "";
        return fields.Count switch
        {
            16 => Csv,
            17 => [.. Csv, single],
            18 => [.. Csv, "uniqueid", "userfield"],
            19 => [.. Csv, .. Newer],
            20 => [.. Csv, single, .. Newer],
            _ => [.. Csv, "uniqueid", "userfield", .. Newer],
        };
    }

    /// <summary>The names of a heading in our spelling, null if it is none. The table of FreePBX calls the start <c>calldate</c>.</summary>
    public static string[]? OfHeading(IReadOnlyList<string> fields)
    {
        var names = fields.Select(name => name.Trim().ToLowerInvariant()).Select(name => name == "calldate" ? "start" : name).ToArray();
        return names.Contains("src") && names.Contains("dst") && names.Contains("disposition") && names.Contains("start") ? names : null;
    }

    private static bool IsTime(string field) => StampReader.TryRead(field, out _);

    private static bool IsUniqueId(string field) => AsteriskId.TryReadMoment(field, out _);
}
