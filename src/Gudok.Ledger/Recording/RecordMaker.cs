using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Turns an observed call into the record that is kept: parties become PartyIds and commitments.</summary>
/// <remarks>A party that stands in several places is committed to once, in its first place; the leaf names that place wherever the
/// party stands again (<see cref="RecordParties"/>). Most calls so need two commitments and not seven.</remarks>
internal static class RecordMaker
{
    public static CallRecord Make(RecordId id, ObservedCall call, IReadOnlyDictionary<Party, VaultParty> parties, CallKey? link) => new()
    {
        Id = id,
        SessionId = call.SessionId,
        Legs = [.. call.Legs.Select(leg => MakeLeg(leg, parties))],
        LinkId = link,
        ChannelId = call.ChannelId,
        Direction = call.Direction,
        Caller = IdOf(call.Caller, parties),
        Callee = IdOf(call.Callee, parties),
        Dialled = IdOf(call.Dialled, parties),
        Withheld = call.Withheld,
        StartedAt = call.StartedAt,
        RingingAt = call.RingingAt,
        AnsweredAt = call.AnsweredAt,
        EndedAt = call.EndedAt,
        SetupMs = call.SetupMs,
        TalkMs = TalkMs(call.AnsweredAt, call.EndedAt),
        EarlyMediaMs = call.EarlyMediaMs,
        Disposition = call.Disposition,
        SipStatus = call.SipStatus,
        Cause = call.Cause,
        EndedBy = call.EndedBy,
        Transfer = call.Transfer,
        Quality = call.Quality,
        Tags = call.Tags,
        Source = call.Source,
        IsComplete = call.IsComplete,
        IsStartEstimated = call.IsStartEstimated,
        IsEndEstimated = call.IsEndEstimated,
        IsLossSuspected = call.IsLossSuspected,
    };

    /// <summary>The record as it stands once an end, seen later, is known.</summary>
    public static CallRecord WithEnd(CallRecord record, ObservedCall end) => record with
    {
        EndedAt = end.EndedAt,
        EndedBy = end.EndedBy,
        Cause = end.Cause ?? record.Cause,
        TalkMs = TalkMs(record.AnsweredAt, end.EndedAt),
        IsEndEstimated = end.IsEndEstimated,
        IsComplete = !record.IsStartEstimated && !end.IsEndEstimated,
    };

    public static IReadOnlyList<PartyCommitment> Commit(CallRecord record, IReadOnlyDictionary<PartyId, VaultParty> parties)
    {
        Span<byte> id = stackalloc byte[RecordId.Length];
        record.Id.Write(id);
        var commitments = new List<PartyCommitment>(3);
        foreach (var (role, partyId) in RecordParties.FirstPlaces(record))
        {
            // A party erased since its record was made has no salt left to commit with: a correction then names it by PartyId alone.
            if (!parties.TryGetValue(partyId, out var party)) continue;
            var hash = new byte[VaultParty.SecretLength];
            party.Commit(id, role, hash);
            commitments.Add(new PartyCommitment(role, hash));
        }

        return commitments;
    }

    private static RecordLeg MakeLeg(ObservedLeg leg, IReadOnlyDictionary<Party, VaultParty> parties) => new()
    {
        CallId = leg.CallId,
        FromTag = leg.FromTag,
        ToTag = leg.ToTag,
        Caller = IdOf(leg.Caller, parties),
        Callee = IdOf(leg.Callee, parties),
        StartedAt = leg.StartedAt,
        AnsweredAt = leg.AnsweredAt,
        EndedAt = leg.EndedAt,
        Disposition = leg.Disposition,
        SipStatus = leg.SipStatus,
        From = leg.From,
        To = leg.To,
    };

    private static PartyId IdOf(Party party, IReadOnlyDictionary<Party, VaultParty> parties) =>
        party.IsKept ? parties[party].Id : default;

    private static long? TalkMs(Sip.Instant? answeredAt, Sip.Instant? endedAt)
    {
        if (answeredAt is not { } answered) return 0;
        return endedAt is { } ended ? Math.Max(0, (ended.Micros - answered.Micros) / 1000) : null;
    }
}
