using System.Text.Json.Serialization;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Sip;
using Microsoft.AspNetCore.Mvc;

namespace Gudok.Portal;

/// <summary>The JSON of the REST interface, written as <see cref="CallsJson"/> writes; what comes in is read strictly.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    Converters =
    [
        typeof(WordConverter<CallDirection>), typeof(WordConverter<CallDisposition>), typeof(WordConverter<CallEnd>),
        typeof(WordConverter<CallTransfer>), typeof(WordConverter<PartyForm>), typeof(WordConverter<MessagesStatus>),
        typeof(WordConverter<TransportKind>),
    ])]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(CallPage))]
[JsonSerializable(typeof(CallView))]
[JsonSerializable(typeof(CallMessages))]
[JsonSerializable(typeof(PostAnswer))]
[JsonSerializable(typeof(PostedCall))]
[JsonSerializable(typeof(IReadOnlyList<PostedCall>))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class PortalJson : JsonSerializerContext;
