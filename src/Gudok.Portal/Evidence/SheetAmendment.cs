using System.Text.Json.Nodes;

namespace Gudok.Portal;

/// <summary>An amendment in the portal's Russian words, for the sheet.</summary>
internal static class SheetAmendment
{
    private static Texts Words => Texts.Russian;

    /// <summary>Who said what of the call.</summary>
    /// <param name="details">What the file discloses; null if nothing.</param>
    public static string Text(JsonObject? details)
    {
        if (details is null) return "Содержание не раскрыто, подтверждено обязательством (хешем).";
        var parts = details.Where(member => member.Key != "actor").Select(member => $"{Say.Member(Words, member.Key)}: {Value(member.Key, member.Value!)}");
        return $"Автор: {(string?)details["actor"]}; {string.Join("; ", parts)}.";
    }

    private static string Value(string member, JsonNode value) => (member, value.ToString()) switch
    {
        ("priority", "0") or (_, "") => "снято",
        ("note", _) => "есть, текст запечатан",
        ("kind", var kind) => Say.Kind(Words, kind),
        ("handling", var handling) => Say.Handling(Words, handling),
        (_, var text) => text,
    };
}
