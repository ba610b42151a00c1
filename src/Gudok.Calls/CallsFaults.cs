namespace Gudok.Calls;

/// <summary>The fault codes of this module, GDK-3500 to GDK-3999. Codes are never reused.</summary>
public static class CallsFaults
{
    /// <summary>A posted record does not follow the schema; the message names the member and what it should be.</summary>
    public const string NotACall = "GDK-3501";
}
