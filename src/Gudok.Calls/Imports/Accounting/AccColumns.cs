namespace Gudok.Calls;

/// <summary>The columns of accounting by Kamailio and OpenSIPS.</summary>
internal static class AccColumns
{
    private static readonly string[] Fixed = ["method", "from_tag", "to_tag", "callid", "sip_code", "sip_reason", "time"];

    /// <summary>What each of ours is called in tables that people made by the modules' documents.</summary>
    private static readonly (string Ours, string[] Theirs)[] Extra =
    [
        (Caller, ["caller", "src_user", "from_user", "caller_id", "from_uri"]),
        (Dialled, ["dialled", "dst_ouser", "ruri_user", "callee", "to_user", "to_uri"]),
        (Callee, ["dst_user", "callee", "callee_id"]),
    ];

    internal const string Caller = "caller";
    internal const string Dialled = "dialled";
    internal const string Callee = "callee";

    /// <summary>The columns of a line of a flat file, what the map names behind the fixed ones; null if it is none.</summary>
    public static string[]? Of(IReadOnlyList<string> fields, ColumnMap? map)
    {
        if (fields.Count < Fixed.Length || !IsMethod(fields[0])) return null;
        var names = new string[fields.Count];
        Array.Fill(names, "");
        Fixed.CopyTo(names, 0);
        foreach (var (ours, place) in map?.Columns ?? new Dictionary<string, ColumnPlace>())
        {
            if (place.Position is > 0 and var position && position <= names.Length) names[position - 1] = ours;
        }

        return names;
    }

    /// <summary>The names of a heading in our spelling, null if it is none.</summary>
    public static string[]? OfHeading(IReadOnlyList<string> fields, ColumnMap? map)
    {
        var names = fields.Select(name => name.Trim().ToLowerInvariant()).ToArray();
        if (!names.Contains("method") || !names.Contains("callid") || !names.Contains("sip_code")) return null;
        var result = names.ToArray();
        foreach (var (ours, theirs) in Extra)
        {
            var at = Array.FindIndex(theirs.Select(name => Array.IndexOf(names, name)).ToArray(), place => place >= 0 && result[place] == names[place]);
            if (at >= 0) result[Array.IndexOf(names, theirs[at])] = ours;
        }

        foreach (var (ours, place) in map?.Columns ?? new Dictionary<string, ColumnPlace>())
        {
            var at = place.Position > 0 ? place.Position - 1 : Array.IndexOf(names, place.Name?.ToLowerInvariant());
            if (at >= 0 && at < result.Length) result[at] = ours;
        }

        return result;
    }

    /// <summary>Whether a word is a method of SIP: capitals.</summary>
    public static bool IsMethod(string word) => word.Length is >= 3 and <= 16 && word.All(char.IsAsciiLetterUpper);
}
