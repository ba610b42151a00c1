using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Gudok.Access;

/// <summary>The record of a review of rights as a file (<c>docs/formats/reviews.md</c>).</summary>
internal sealed record RightsFile(string Schema, string Id, string ClosedAt, string ClosedBy, IReadOnlyList<RightsFileLine> Lines)
{
    public const string Urn = "urn:gudok:schema:rights-review:v1";
}

/// <summary>A line of it.</summary>
internal sealed record RightsFileLine(
    string AccountId, string Account, string Role, IReadOnlyList<string> Teams, string? LastSignInAt, string? LastUsedAt, string Answer, string Reason, string AnsweredBy, string AnsweredAt);

/// <summary>The record of a list of leavers as a file.</summary>
internal sealed record LeaversFile(string Schema, string Id, string ClosedAt, string ClosedBy, string Note, int UnusedForDays, IReadOnlyList<LeaversFileLine> Accounts)
{
    public const string Urn = "urn:gudok:schema:leavers:v1";
}

/// <summary>An account of it.</summary>
internal sealed record LeaversFileLine(
    string AccountId, string Account, IReadOnlyList<string> Roles, string? LastSignInAt, string? BlockedAt, string? BlockedBy, string? Reason,
    int Sessions, int Tokens, int Passkeys, bool Authenticator, IReadOnlyList<string> Links, string? NotBy, string? ByItAt);

/// <summary>JSON of records.</summary>
[JsonSerializable(typeof(RightsFile))]
[JsonSerializable(typeof(LeaversFile))]
internal sealed partial class ReviewJson : JsonSerializerContext
{
    // Names and reasons stay readable; a record is a file and no part of a page.
    private static readonly ReviewJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <summary>The record's text.</summary>
    public static string Of(RightsFile file) => JsonSerializer.Serialize(file, Readable.RightsFile) + "\n";

    /// <summary>The record's text.</summary>
    public static string Of(LeaversFile file) => JsonSerializer.Serialize(file, Readable.LeaversFile) + "\n";

    /// <summary>A time in a record.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A time in a record, if there is one.</summary>
    public static string? Time(DateTimeOffset? time) => time is { } at ? Time(at) : null;
}
