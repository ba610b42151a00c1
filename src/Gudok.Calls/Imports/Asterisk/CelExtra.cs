using System.Text.Json;

namespace Gudok.Calls;

/// <summary>What the column <c>eventextra</c> of a hang-up holds: <c>{"hangupcause":16,"hangupsource":"PJSIP/301-00000002","dialstatus":"ANSWER"}</c>.</summary>
/// <param name="Cause">Q.850 cause.</param>
/// <param name="Source">The channel that hung up first.</param>
/// <param name="DialStatus">What <c>Dial</c> said.</param>
internal readonly record struct CelExtra(int? Cause, string Source, string DialStatus)
{
    /// <summary>Reads the column; what is no such object tells nothing, because other events put other things there.</summary>
    public static CelExtra Read(string text)
    {
        if (!text.StartsWith('{')) return new CelExtra(null, "", "");
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 4 });
            var extra = document.RootElement;
            var cause = extra.TryGetProperty("hangupcause", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value)
                ? Causes.OfNumber(value)
                : null;
            return new CelExtra(cause, Text(extra, "hangupsource"), Text(extra, "dialstatus"));
        }
        catch (JsonException)
        {
            return new CelExtra(null, "", "");
        }
    }

    private static string Text(JsonElement extra, string name) =>
        extra.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
