using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Turns an observed call into the record that is kept: parties become PartyIds and commitments.</summary>
/// <remarks>A party that stands in several places is committed to once, in its first place; the leaf names that place wherever the
/// party stands again (<see cref="RecordParties"/>). Most calls so need two commitments and not seven.</remarks>
internal static class RecordMaker
{
    // One for each thread that makes records: they are made by the hundred thousand.
    [ThreadStatic]
    private static List<PartyPlace>? _places;

    public static CallRecord Make(RecordId id, ObservedCall call, BatchParties parties, CallKey? link)
    {
        var (caller, callee) = (parties.IdOf(call.Caller), parties.IdOf(call.Callee));
        return new CallRecord
        {
            Id = id,
            SessionId = call.SessionId,
            Legs = MakeLegs(call, caller, callee, parties),
            LinkId = link,
            ChannelId = call.ChannelId,
            Direction = call.Direction,
            Caller = caller,
            Callee = callee,
            Dialled = call.Dialled == call.Callee ? callee : parties.IdOf(call.Dialled),
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
            Media = call.Media,
            OneWayAudio = call.OneWayAudio,
            Tags = call.Tags,
            Source = call.Source,
            IsComplete = call.IsComplete,
            IsStartEstimated = call.IsStartEstimated,
            IsEndEstimated = call.IsEndEstimated,
            IsLossSuspected = call.IsLossSuspected,
        };
    }

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

    /// <summary>A later version with the media and tags of the earlier one, where it brings none: another input, or one that was started again, saw the
    /// call's messages and not its media, and does not know what other systems told of it.</summary>
    public static CallRecord WithWhatOnlyAnotherKnew(CallRecord later, CallRecord earlier)
    {
        var record = later with { Tags = WithTagsOf(later.Tags, earlier.Tags) };
        if (record.Media.Count == 0) return record.Quality is null ? record with { Media = earlier.Media, Quality = earlier.Quality, OneWayAudio = earlier.OneWayAudio } : record;
        // Reports come with the messages; what was measured is not undone by them.
        var kept = earlier.Media.Where(stream => !record.Media.Any(told => told.Origin == stream.Origin)).ToArray();
        if (kept.Length == 0) return record;
        MediaStream[] media = [.. kept.Concat(record.Media).OrderBy(stream => stream.Origin).Take(MediaStream.MostOfCall)];
        var isMeasured = record.Media.Any(stream => stream.Origin == MediaOrigin.Measured);
        return record with { Media = media, Quality = CallQuality.Of(media), OneWayAudio = isMeasured ? record.OneWayAudio : earlier.OneWayAudio };
    }

    public static PartyCommitment[] Commit(CallRecord record, Dictionary<PartyId, VaultParty> parties)
    {
        Span<byte> id = stackalloc byte[RecordId.Length];
        record.Id.Write(id);
        var places = _places ??= [];
        RecordParties.TakeFirstPlaces(record, places);
        var commitments = new PartyCommitment[places.Count];
        var hashes = new byte[places.Count * VaultParty.SecretLength];
        var made = 0;
        foreach (var (role, partyId) in places)
        {
            // A party erased since its record was made has no salt left to commit with: a correction then names it by PartyId alone.
            if (!parties.TryGetValue(partyId, out var party)) continue;
            var hash = hashes.AsMemory(made * VaultParty.SecretLength, VaultParty.SecretLength);
            party.Commit(id, role, hash.Span);
            commitments[made++] = new PartyCommitment(role, hash);
        }

        return made == commitments.Length ? commitments : commitments[..made];
    }

    private static RecordLeg[] MakeLegs(ObservedCall call, PartyId caller, PartyId callee, BatchParties parties)
    {
        var made = new RecordLeg[call.Legs.Count];
        for (var index = 0; index < made.Length; index++)
        {
            var leg = call.Legs[index];
            // The parties of most legs are the call's, and need not be looked up.
            made[index] = MakeLeg(
                leg,
                leg.Caller == call.Caller ? caller : parties.IdOf(leg.Caller),
                leg.Callee == call.Callee ? callee : parties.IdOf(leg.Callee));
        }

        return made;
    }

    private static RecordLeg MakeLeg(ObservedLeg leg, PartyId caller, PartyId callee) => new()
    {
        CallId = leg.CallId,
        FromTag = leg.FromTag,
        ToTag = leg.ToTag,
        Caller = caller,
        Callee = callee,
        StartedAt = leg.StartedAt,
        AnsweredAt = leg.AnsweredAt,
        EndedAt = leg.EndedAt,
        Disposition = leg.Disposition,
        SipStatus = leg.SipStatus,
        From = leg.From,
        To = leg.To,
    };

    private static CallTags WithTagsOf(CallTags later, CallTags earlier) => later == earlier || earlier == CallTags.None ? later : new CallTags
    {
        Operator = later.Operator ?? earlier.Operator,
        Department = later.Department ?? earlier.Department,
        Service = later.Service ?? earlier.Service,
        Topic = later.Topic ?? earlier.Topic,
        Kind = later.Kind ?? earlier.Kind,
        Application = later.Application ?? earlier.Application,
        Priority = later.Priority ?? earlier.Priority,
        Handling = later.Handling ?? earlier.Handling,
        Region = later.Region ?? earlier.Region,
    };

    private static long? TalkMs(Sip.Instant? answeredAt, Sip.Instant? endedAt)
    {
        if (answeredAt is not { } answered) return 0;
        return endedAt is { } ended ? Math.Max(0, (ended.Micros - answered.Micros) / 1000) : null;
    }
}
