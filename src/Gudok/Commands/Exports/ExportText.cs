using System.Globalization;
using System.Text.Json;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Disclosure;
using Gudok.Numbers;

namespace Gudok;

/// <summary>Requests for exports as the command line tells them. A number that was searched for is masked.</summary>
internal static class ExportText
{
    public static string Line(ExportView export, PartyReader parties)
    {
        var decided = export.DecidedBy is { } by ? $"; {by}: {export.Decision}" : "";
        var calls = export.Calls > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {export.Calls} calls") : "";
        return $"{export.Id}  {Word.Of(export.State)}{(export.Ended is { } why ? $" ({why})" : "")}  {export.AskedBy}, {Time(export.AskedAt)}: {Word.Of(export.Format)}, numbers {Word.Of(export.Form)}; "
            + $"{What(export, parties)}; {export.Reason}{decided}{calls}; until {Time(export.EndsAt)}";
    }

    public static string Json(IReadOnlyList<ExportView> exports, PartyReader parties) => JsonSerializer.Serialize(
        exports.Select(one => new ExportJson(
            one.Id, Word.Of(one.State), one.AskedBy, Time(one.AskedAt), Word.Of(one.Format), Word.Of(one.Form), What(one, parties), one.Reason, one.DecidedBy, one.Decision, one.Calls,
            Time(one.EndsAt), one.Downloads, one.Ended)).ToArray(),
        CommandJson.Default.ExportJsonArray);

    /// <summary>Why something could not be done, in one line.</summary>
    public static string Refusal(ExportAnswer answer) => answer switch
    {
        ExportAnswer.Denied denied => $"{denied.Decision.Code}: {denied.Decision.Help}",
        ExportAnswer.Wrong { Code: AccessFaults.NoExport } => $"{AccessFaults.NoExport}: there is no such request; take the id from: gudok export list",
        ExportAnswer.Wrong { Code: AccessFaults.NoReason } => $"{AccessFaults.NoReason}: say why: --reason TEXT",
        ExportAnswer.Wrong wrong => $"{wrong.Code}: the request waits for no decision any more: gudok export list shows how it stands",
        _ => "",
    };

    private static string What(ExportView export, PartyReader parties)
    {
        if (ExportSearch.Read(export.Search) is not { } search) return "filters are not kept any more";
        string?[] all =
        [
            search.From is { } from ? $"from {from}" : null,
            search.To is { } to ? $"to {to}" : null,
            search.Number is { } number ? search.Reach == NumberReach.Whole ? $"number {parties.Read(number)}" : string.Create(CultureInfo.InvariantCulture, $"part of a number, {number.Count(char.IsLetterOrDigit)} digits") : null,
            export.Names is { } names ? $"of {string.Join(", ", names)}" : "of everybody",
            search.Directions is { } directions ? string.Join(", ", directions.Select(Word.Of)) : null,
            search.Dispositions is { } dispositions ? string.Join(", ", dispositions.Select(Word.Of)) : null,
            Words("topic", search.Topics), Words("service", search.Services), Words("kind", search.Kinds), Words("handling", search.Handlings),
        ];
        return string.Join("; ", all.Where(one => one is not null));
    }

    private static string? Words(string name, IReadOnlyList<string>? words) => words is null ? null : $"{name} {PlainWords.WithoutNumbers(string.Join(", ", words))}";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

/// <summary>A request for an export as <c>gudok export list --json</c> prints it.</summary>
internal sealed record ExportJson(
    string Id, string State, string AskedBy, string AskedAt, string Format, string Form, string What, string Reason, string? DecidedBy, string? Decision, int Calls, string EndsAt, int Downloads, string? Ended);
