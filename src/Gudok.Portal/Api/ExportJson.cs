using System.Globalization;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Portal;

/// <summary>What somebody asks to take out.</summary>
/// <param name="Search">Which calls, as a search of calls; limit and cursor do not count.</param>
/// <param name="Format"><c>csv</c> or <c>xlsx</c>.</param>
/// <param name="Form">How numbers stand there: <c>pseudonym</c>, <c>mask</c>, <c>full</c>, as far as the policy grants it.</param>
/// <param name="Reason">What it is for.</param>
/// <param name="KeepHours">How long the file is needed, hours.</param>
internal sealed record ExportRequest(SearchRequest? Search, string? Format, string? Form, string? Reason, double KeepHours);

/// <summary>Why an export is approved or refused.</summary>
/// <param name="Reason">Why.</param>
internal sealed record ExportDecision(string? Reason);

/// <summary>A code of the authenticator, shown once more.</summary>
/// <param name="Code">Six digits.</param>
internal sealed record ExportCode(string? Code);

/// <summary>What opens the archive.</summary>
/// <param name="Id">The export.</param>
/// <param name="Password">Its password; nobody is shown it again.</param>
internal sealed record ExportPassword(string Id, string Password);

/// <summary>A request for an export as programs read it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State"><c>asked</c>, <c>approved</c>, <c>ready</c>, <c>refused</c>, <c>withdrawn</c>, <c>expired</c>, <c>failed</c>.</param>
/// <param name="AskedBy">Account name of the requester.</param>
/// <param name="AskedAt">When, RFC 3339 in UTC.</param>
/// <param name="Filters">Which calls, in words; numbers masked. Empty once it has ended.</param>
/// <param name="Format">What stands in the archive.</param>
/// <param name="Form">How numbers stand there.</param>
/// <param name="Reason">What it is for.</param>
/// <param name="KeepHours">How long the file is kept once it is there.</param>
/// <param name="DecidedBy">Who decided.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Decision">Why.</param>
/// <param name="Calls">Calls in the file; while it is made, so far.</param>
/// <param name="Cut">Whether more were found than a file holds.</param>
/// <param name="EndsAt">Until when it waits, or its file is kept; when it ended.</param>
/// <param name="Bytes">Octets of the archive.</param>
/// <param name="PasswordShown">Whether the password was shown.</param>
/// <param name="Downloads">How often it was downloaded.</param>
/// <param name="Ended">Why it ended before its time, in a word.</param>
internal sealed record ExportCard(
    string Id, string State, string AskedBy, string AskedAt, IReadOnlyList<string> Filters, string Format, string Form, string Reason, double KeepHours, string? DecidedBy, string? DecidedAt,
    string? Decision, int Calls, bool Cut, string EndsAt, long? Bytes, bool PasswordShown, int Downloads, string? Ended)
{
    public static ExportCard Of(ExportView export, Reader reader, PartyReader parties) => new(
        export.Id, Word.Of(export.State), export.AskedBy, Text(export.AskedAt), [.. ExportFilters.Of(export, reader, parties).Select(one => $"{one.Name}: {one.Value}")],
        Word.Of(export.Format), Word.Of(export.Form), export.Reason, export.KeepFor.TotalHours, export.DecidedBy, export.DecidedAt is { } at ? Text(at) : null, export.Decision,
        export.Calls, export.IsCut, Text(export.EndsAt), export.Bytes, export.IsPasswordShown, export.Downloads, export.Ended);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
