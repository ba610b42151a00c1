using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok;

/// <summary>Whom a call was with.</summary>
internal static class OutsideParty
{
    /// <summary>Who called in or was called; none where a call has no such side. The other side is the house itself, a number that every call has:
    /// by it the last contact would never be long ago.</summary>
    public static PartyId Of(CallRecord record) => record.Direction switch
    {
        CallDirection.Inbound => record.Caller,
        CallDirection.Outbound => record.Callee,
        CallDirection.Unknown or CallDirection.Internal or CallDirection.Transit => default,
    };
}
