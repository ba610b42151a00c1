namespace Gudok.Calls;

/// <summary>The fault codes of this module, GDK-3500 to GDK-3999. Codes are never reused.</summary>
public static class CallsFaults
{
    /// <summary>A posted record does not follow the schema; the message names the member and what it should be.</summary>
    public const string NotACall = "GDK-3501";

    /// <summary>A line of another system's records has the wrong number of fields, or a quote that is not closed.</summary>
    public const string LineBroken = "GDK-3510";

    /// <summary>A line is longer than <see cref="ImportOptions.MaxLineBytes"/>, or a document than <see cref="ImportOptions.MaxDocumentBytes"/>.</summary>
    public const string LineTooLong = "GDK-3511";

    /// <summary>A time cannot be read, lies outside the years that may be, or before the one that it follows.</summary>
    public const string TimeWrong = "GDK-3512";

    /// <summary>A local time that clocks of the zone passed over.</summary>
    public const string TimeInGap = "GDK-3513";

    /// <summary>A party is too long or holds control characters.</summary>
    public const string PartyWrong = "GDK-3514";

    /// <summary>A field is not what it should be.</summary>
    public const string FieldWrong = "GDK-3515";

    /// <summary>A field that a call needs is empty.</summary>
    public const string FieldMissing = "GDK-3516";

    /// <summary>A line belongs to a call of which another line was refused.</summary>
    public const string CallRefused = "GDK-3517";

    /// <summary>Octets of a line are none of the encoding.</summary>
    public const string EncodingWrong = "GDK-3518";

    /// <summary>A document is no XML, or none of FreeSWITCH.</summary>
    public const string DocumentBroken = "GDK-3519";

    /// <summary>A call has more rows than <see cref="ImportOptions.RowsPerCall"/>.</summary>
    public const string TooManyRows = "GDK-3520";

    /// <summary>A file holds local times and nobody said their zone.</summary>
    public const string ZoneMissing = "GDK-3530";

    /// <summary>The times of a file contradict the moments in its own ids: the zone is wrong.</summary>
    public const string ZoneWrong = "GDK-3533";

    /// <summary>A column map cannot be read or contradicts itself.</summary>
    public const string MapWrong = "GDK-3531";

    /// <summary>A file has none of the shapes that its format is known in.</summary>
    public const string ShapeUnknown = "GDK-3532";
}
