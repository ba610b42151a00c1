using System.Text.Json.Serialization;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
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
        typeof(WordConverter<CallTransfer>), typeof(WordConverter<MediaDirection>), typeof(WordConverter<MediaOrigin>),
        typeof(WordConverter<OneWayAudio>), typeof(WordConverter<PartyForm>), typeof(WordConverter<MessagesStatus>),
        typeof(WordConverter<TransportKind>), typeof(WordConverter<ErasureOutcome>),
    ])]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(CallPage))]
[JsonSerializable(typeof(CallView))]
[JsonSerializable(typeof(CallMessages))]
[JsonSerializable(typeof(AmendRequest))]
[JsonSerializable(typeof(AmendDone))]
[JsonSerializable(typeof(IReadOnlyList<AmendmentView>))]
[JsonSerializable(typeof(HoldRequest))]
[JsonSerializable(typeof(HoldView))]
[JsonSerializable(typeof(IReadOnlyList<HoldView>))]
[JsonSerializable(typeof(ErasureRequest))]
[JsonSerializable(typeof(ErasureAct))]
[JsonSerializable(typeof(IReadOnlyList<ErasureForecast>))]
[JsonSerializable(typeof(ForecastRequest))]
[JsonSerializable(typeof(ActList))]
[JsonSerializable(typeof(RetentionView))]
[JsonSerializable(typeof(AlertNote))]
[JsonSerializable(typeof(SourcesView))]
[JsonSerializable(typeof(AlertView))]
[JsonSerializable(typeof(IReadOnlyList<AlertView>))]
[JsonSerializable(typeof(JournalRequest))]
[JsonSerializable(typeof(JournalPageView))]
[JsonSerializable(typeof(JournalProofView))]
[JsonSerializable(typeof(SelfPage))]
[JsonSerializable(typeof(SelfCall))]
[JsonSerializable(typeof(SelfLooks))]
[JsonSerializable(typeof(RevealRequest))]
[JsonSerializable(typeof(RevealedNumbers))]
[JsonSerializable(typeof(ExportRequest))]
[JsonSerializable(typeof(ExportDecision))]
[JsonSerializable(typeof(ExportCode))]
[JsonSerializable(typeof(ExportPassword))]
[JsonSerializable(typeof(ExportCard))]
[JsonSerializable(typeof(IReadOnlyList<ExportCard>))]
[JsonSerializable(typeof(PostAnswer))]
[JsonSerializable(typeof(PostedCall))]
[JsonSerializable(typeof(IReadOnlyList<PostedCall>))]
[JsonSerializable(typeof(TokenGiven))]
[JsonSerializable(typeof(TokenError))]
[JsonSerializable(typeof(TokenServer))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class PortalJson : JsonSerializerContext;
