using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gudok.Numbers;

namespace Gudok.Calls;

/// <summary>The JSON of a <see cref="CallView"/>, <c>schemas/call-view.v1.schema.json</c>: camel case, enumerations as words, members that
/// are null left out. Source-generated, fit for ahead-of-time compilation.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(WordConverter<CallDirection>), typeof(WordConverter<CallDisposition>), typeof(WordConverter<CallEnd>),
        typeof(WordConverter<CallTransfer>), typeof(WordConverter<MediaDirection>), typeof(WordConverter<MediaOrigin>),
        typeof(WordConverter<OneWayAudio>), typeof(WordConverter<PartyForm>),
    ])]
[JsonSerializable(typeof(CallView))]
[JsonSerializable(typeof(IReadOnlyList<CallView>))]
public sealed partial class CallsJson : JsonSerializerContext
{
    /// <summary>The context to write with: <c>+7495*****12</c> and Cyrillic stay readable. The text is JSON, not HTML: whoever puts it
    /// into a page must encode it again.</summary>
    public static CallsJson Plain =>
        field ??= new CallsJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
