using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>One call of the recording, at the caller's side. Disposition and end are spelt as the enums of Gudok.Calls.</summary>
public sealed record RecordedCall(
    string CallId,
    string Caller,
    string Dialled,
    string Disposition,
    int SipStatus,
    Instant StartedAt,
    Instant? RingingAt,
    Instant? AnsweredAt,
    Instant? EndedAt,
    string EndedBy);
