using System.Globalization;
using Gudok.Calls;

namespace Gudok.Disclosure;

/// <summary>What stands in a file of calls, column by column: the same in every format.</summary>
internal static class ExportColumns
{
    /// <summary>The heads.</summary>
    public static IReadOnlyList<string> Heads { get; } =
    [
        "id", "startedAt", "direction", "caller", "dialled", "callee", "disposition", "sipStatus", "setupMs", "talkMs", "endedAt", "endedBy", "operator",
        "department", "service", "topic", "kind", "application", "priority", "handling", "region", "note", "source", "mos", "lossPercent", "jitterMs", "rttMs", "oneWayAudio",
    ];

    /// <summary>The cells of one call: texts, numbers, or null for what is not known.</summary>
    public static IReadOnlyList<object?> CellsOf(CallView call) =>
    [
        call.Id, call.StartedAt, Word.Of(call.Direction), Party(call.Caller, call.Withheld), Party(call.Dialled), Party(call.Callee), Word.Of(call.Disposition), (long?)call.SipStatus,
        call.SetupMs, call.TalkMs, call.EndedAt, Word.Of(call.EndedBy), call.Operator, call.Department, call.Service, call.Topic, call.Kind, call.Application, (long?)call.Priority,
        call.Handling, call.Region, call.Note, call.Source, call.Quality?.Mos, call.Quality?.LossPercent, call.Quality?.JitterMs, call.Quality?.RttMs,
        call.OneWayAudio is { } unheard ? Word.Of(unheard) : null,
    ];

    /// <summary>A cell as text.</summary>
    public static string Text(object? cell) => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "";

    private static string? Party(PartyView? party, bool isWithheld = false) =>
        party is { Text.Length: > 0 } ? party.Text : isWithheld ? "withheld" : party is null ? null : "erased";
}
