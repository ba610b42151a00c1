using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Portal;

/// <summary>What the journal is told of a look at one call: the call, and the parties in it by their pseudonyms of the month, so that a person can be
/// told who looked at the data about him.</summary>
internal static class CallObjects
{
    /// <summary>The call first, then each party once. A party in any other form than the pseudonym is left out: the journal has no mask either.</summary>
    /// <param name="call">The call as <see cref="PartySight.Pseudonym"/> shows it.</param>
    public static string[] Of(CallView call) =>
    [
        "call:" + call.Id,
        .. Parties(call).OfType<PartyView>().Where(party => party is { Form: PartyForm.Pseudonym, Text.Length: > 0 }).Select(party => "party:" + party.Text).Distinct(StringComparer.Ordinal),
    ];

    private static IEnumerable<PartyView?> Parties(CallView call) =>
        [call.Caller, call.Callee, call.Dialled, .. call.Legs.SelectMany(leg => new[] { leg.Caller, leg.Callee })];
}
