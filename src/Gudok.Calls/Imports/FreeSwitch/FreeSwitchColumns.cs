namespace Gudok.Calls;

/// <summary>The templates of <c>cdr_csv.conf.xml</c> that FreeSWITCH comes with.</summary>
internal static class FreeSwitchColumns
{
    private static readonly string[] Example =
    [
        "caller_id_name", "caller_id_number", "destination_number", "context", "start_stamp", "answer_stamp", "end_stamp", "duration", "billsec", "hangup_cause",
        "uuid", "bleg_uuid", "accountcode", "read_codec", "write_codec",
    ];

    private static readonly string[] Asterisk =
    [
        "accountcode", "caller_id_number", "destination_number", "context", "caller_id", "channel_name", "bridge_channel", "last_app", "last_arg",
        "start_stamp", "answer_stamp", "end_stamp", "duration", "billsec", "hangup_cause", "amaflags", "uuid", "userfield",
    ];

    /// <summary>The columns of a line by where its times stand; null if it is of no known template.</summary>
    public static string[]? Of(IReadOnlyList<string> fields)
    {
        if (fields.Count >= Example.Length && IsTemplate(fields, 4)) return [.. Example, .. Rest(fields.Count - Example.Length)];
        if (fields.Count > Example.Length && IsTemplate(fields, 5)) return ["local_ip_v4", .. Example, .. Rest(fields.Count - Example.Length - 1)];
        return fields.Count >= Asterisk.Length && IsTemplate(fields, 9) ? [.. Asterisk, .. Rest(fields.Count - Asterisk.Length)] : null;
    }

    /// <summary>The names of a heading, null if it is none.</summary>
    public static string[]? OfHeading(IReadOnlyList<string> fields)
    {
        var names = fields.Select(name => name.Trim().ToLowerInvariant()).ToArray();
        return names.Contains("uuid") && names.Contains("hangup_cause") && (names.Contains("start_stamp") || names.Contains("start_epoch") || names.Contains("start_uepoch")) ? names : null;
    }

    // What people append to a template is theirs; it stands behind and is not read.
    private static IEnumerable<string> Rest(int count) => Enumerable.Repeat("", count);

    private static bool IsTemplate(IReadOnlyList<string> fields, int start) =>
        IsTime(fields[start]) && (fields[start + 1].Length == 0 || IsTime(fields[start + 1])) && IsTime(fields[start + 2]) && IsCause(fields[start + 5]);

    private static bool IsTime(string field) => StampReader.TryRead(field, out _);

    private static bool IsCause(string field) => field.Length > 2 && field.All(character => char.IsAsciiLetterUpper(character) || character == '_');
}
