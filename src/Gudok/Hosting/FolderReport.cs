using System.Globalization;
using Gudok.Access;
using Gudok.Ledger;

namespace Gudok;

/// <summary>What a check of a data folder found.</summary>
/// <param name="Calls">Of ledger, heads and vault.</param>
/// <param name="Journal">Of the journal; looked at if all before agrees.</param>
internal sealed record FolderReport(VerifyReport Calls, JournalReport Journal)
{
    /// <summary>The first thing that is wrong, or null.</summary>
    public VerifyFailure? Failure => Calls.Failure ?? (Journal.Failure is { } wrong ? Of(wrong) : null);

    /// <summary>Whether everything agrees.</summary>
    public bool IsOk => Failure is null;

    private static VerifyFailure Of(JournalFailure wrong) => new(
        wrong.Day is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
        wrong.Entry?.ToString(CultureInfo.InvariantCulture),
        wrong.Fault,
        "journal: " + wrong.Text)
    {
        Head = wrong.Head,
    };
}
