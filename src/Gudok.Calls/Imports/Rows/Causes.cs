using System.Collections.Frozen;

namespace Gudok.Calls;

/// <summary>What a Q.850 cause says of a call that nobody answered, and the names that FreeSWITCH gives to causes.</summary>
internal static class Causes
{
    private const int MostCause = 127;

    private static readonly FrozenDictionary<string, int> ByName = new Dictionary<string, int>
    {
        ["UNALLOCATED_NUMBER"] = 1,
        ["NO_ROUTE_TRANSIT_NET"] = 2,
        ["NO_ROUTE_DESTINATION"] = 3,
        ["CHANNEL_UNACCEPTABLE"] = 6,
        ["CALL_AWARDED_DELIVERED"] = 7,
        ["NORMAL_CLEARING"] = 16,
        ["USER_BUSY"] = 17,
        ["NO_USER_RESPONSE"] = 18,
        ["NO_ANSWER"] = 19,
        ["SUBSCRIBER_ABSENT"] = 20,
        ["CALL_REJECTED"] = 21,
        ["NUMBER_CHANGED"] = 22,
        ["REDIRECTION_TO_NEW_DESTINATION"] = 23,
        ["EXCHANGE_ROUTING_ERROR"] = 25,
        ["DESTINATION_OUT_OF_ORDER"] = 27,
        ["INVALID_NUMBER_FORMAT"] = 28,
        ["FACILITY_REJECTED"] = 29,
        ["RESPONSE_TO_STATUS_ENQUIRY"] = 30,
        ["NORMAL_UNSPECIFIED"] = 31,
        ["NORMAL_CIRCUIT_CONGESTION"] = 34,
        ["NETWORK_OUT_OF_ORDER"] = 38,
        ["NORMAL_TEMPORARY_FAILURE"] = 41,
        ["SWITCH_CONGESTION"] = 42,
        ["ACCESS_INFO_DISCARDED"] = 43,
        ["REQUESTED_CHAN_UNAVAIL"] = 44,
        ["FACILITY_NOT_SUBSCRIBED"] = 50,
        ["OUTGOING_CALL_BARRED"] = 52,
        ["INCOMING_CALL_BARRED"] = 54,
        ["BEARERCAPABILITY_NOTAUTH"] = 57,
        ["BEARERCAPABILITY_NOTAVAIL"] = 58,
        ["SERVICE_UNAVAILABLE"] = 63,
        ["BEARERCAPABILITY_NOTIMPL"] = 65,
        ["CHAN_NOT_IMPLEMENTED"] = 66,
        ["FACILITY_NOT_IMPLEMENTED"] = 69,
        ["SERVICE_NOT_IMPLEMENTED"] = 79,
        ["INVALID_CALL_REFERENCE"] = 81,
        ["INCOMPATIBLE_DESTINATION"] = 88,
        ["INVALID_MSG_UNSPECIFIED"] = 95,
        ["MANDATORY_IE_MISSING"] = 96,
        ["MESSAGE_TYPE_NONEXIST"] = 97,
        ["WRONG_MESSAGE"] = 98,
        ["IE_NONEXIST"] = 99,
        ["INVALID_IE_CONTENTS"] = 100,
        ["WRONG_CALL_STATE"] = 101,
        ["RECOVERY_ON_TIMER_EXPIRE"] = 102,
        ["MANDATORY_IE_LENGTH_ERROR"] = 103,
        ["PROTOCOL_ERROR"] = 111,
        ["INTERWORKING"] = 127,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The cause of a name; null for those of FreeSWITCH's own, such as <c>ORIGINATOR_CANCEL</c>.</summary>
    public static int? OfName(string name) => ByName.TryGetValue(name, out var cause) ? cause : null;

    /// <summary>A number as a cause; null for zero and for what a vendor put above Q.850.</summary>
    public static int? OfNumber(long number) => number is > 0 and <= MostCause ? (int)number : null;

    /// <summary>How a call went out that nobody answered and that ended so.</summary>
    public static CallDisposition Of(int? cause) => cause switch
    {
        null => CallDisposition.Unknown,
        // Cleared in order before the answer: the caller gave up.
        Dispositions.NormalClearing => CallDisposition.Cancelled,
        17 => CallDisposition.Busy,
        18 or 19 or 20 or 102 => CallDisposition.NoAnswer,
        21 => CallDisposition.Rejected,
        _ => CallDisposition.Failed,
    };

    /// <summary>How a call went out that nobody answered, by the name of its cause.</summary>
    public static CallDisposition OfUnanswered(string name) => name switch
    {
        "ORIGINATOR_CANCEL" or "LOSE_RACE" or "PICKED_OFF" or "MANAGER_REQUEST" => CallDisposition.Cancelled,
        "ALLOTTED_TIMEOUT" or "PROGRESS_TIMEOUT" or "MEDIA_TIMEOUT" or "USER_NOT_REGISTERED" => CallDisposition.NoAnswer,
        "BLIND_TRANSFER" or "ATTENDED_TRANSFER" or "SUCCESS" => CallDisposition.Unknown,
        "DECLINE" or "UNWANTED" or "REJECT_ALL" => CallDisposition.Rejected,
        "BUSY_EVERYWHERE" => CallDisposition.Busy,
        _ => OfName(name) is { } cause ? Of(cause) : CallDisposition.Failed,
    };
}
