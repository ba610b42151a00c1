namespace Gudok.Calls;

/// <summary>The shapes in which Asterisk writes channel events.</summary>
internal static class CelColumns
{
    /// <summary><c>cel_custom</c> as its sample writes it.</summary>
    private static readonly string[] Custom =
    [
        "eventtype", "eventtime", "cid_name", "cid_num", "cid_ani", "cid_rdnis", "cid_dnid", "exten", "context", "channame", "appname", "appdata", "amaflags",
        "accountcode", "uniqueid", "linkedid", "peer", "userfield", "userdeftype", "eventextra",
    ];

    /// <summary>The columns of a line by its length; null if it is of no known shape. Older samples end before what came later.</summary>
    public static string[]? Of(IReadOnlyList<string> fields) =>
        fields.Count is >= 16 and <= 20 && IsEvent(fields[0]) ? Custom[..fields.Count] : null;

    /// <summary>The names of a heading, null if it is none. Tables call the channel <c>channame</c> or <c>channel</c>.</summary>
    public static string[]? OfHeading(IReadOnlyList<string> fields)
    {
        var names = fields.Select(name => name.Trim().ToLowerInvariant()).Select(name => name switch
        {
            "channel" => "channame",
            "extra" => "eventextra",
            _ => name,
        }).ToArray();
        return names.Contains("eventtype") && names.Contains("eventtime") && names.Contains("linkedid") ? names : null;
    }

    /// <summary>Whether a word is the name of an event: capitals and underscores.</summary>
    public static bool IsEvent(string word) => word.Length is > 2 and <= 32 && word.All(character => char.IsAsciiLetterUpper(character) || character == '_');
}
