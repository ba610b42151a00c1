using System.Globalization;
using Gudok.Access;

namespace Gudok;

/// <summary>Reviews as commands print them.</summary>
internal static class ReviewText
{
    /// <summary>A review, a line each.</summary>
    public static IEnumerable<string> Of(RightsReview review) =>
    [
        review.Closed is { } closed ? $"Review {review.Quarter}: closed by {closed.ClosedBy} on {Time(closed.ClosedAt)}."
            : $"Review {review.Quarter}: {review.OpenInAll} of {review.Lines.Count} lines open, due {review.DueAt:yyyy-MM-dd}{(review.IsOverdue ? " — overdue" : "")}.",
        .. review.Lines.Select(Of),
    ];

    /// <summary>Leavers, a line each.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<Leaver> leavers) => leavers.Count == 0
        ? ["Nobody is blocked, and every account was used."]
        : leavers.Select(one => $"{one.Account,-20} {(one.BlockedAt is { } at ? $"blocked {Time(at)} by {one.BlockedBy ?? "?"}" : "not blocked")}{(one.NotBy is { } provider ? $", not by {provider} since {Time(one.ByItAt)}" : "")}, last sign-in {Time(one.LastSignInAt)}; "
            + $"sessions {one.Sessions}, tokens 0, passkeys {one.Passkeys}, authenticator {(one.HasAuthenticator ? "yes" : "no")}, links {(one.Links.Count > 0 ? string.Join(", ", one.Links) : "none")}");

    /// <summary>A record.</summary>
    public static string Of(ReviewRecord record) => string.Create(CultureInfo.InvariantCulture, $"record {record.Id}: {Time(record.ClosedAt)}, {record.ClosedBy}, entry {record.Entry} of the journal, SHA-256 {record.Sha256}");

    private static string Of(RightLine line) =>
        $"{line.Account,-20} {AccessWords.Word(line.Role),-20} last sign-in {Time(line.LastSignInAt)}, last used {Time(line.LastUsedAt)}  "
        + (line.Answer is { } answer ? $"{(answer.IsKept ? "keep" : "withdrawn")} ({answer.By}: {answer.Reason})" : "open");

    private static string Time(DateTimeOffset? time) => time is { } at ? at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : "never";
}
