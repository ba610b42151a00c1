using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>Random records, corrections, probes and queries of few numbers, times and keys, so that they meet often.</summary>
/// <param name="random">Where chance comes from.</param>
public sealed class RandomRecords(Random random)
{
    private const int Keys = 120;
    private const int Parties = 25;
    private const int HalfHours = 240;

    /// <summary>A time within five days, on the half hour or a second after.</summary>
    public Instant Time() => LedgerEntries.Start + TimeSpan.FromMinutes(30 * random.Next(HalfHours)) + TimeSpan.FromSeconds(random.Next(2));

    /// <summary>A new record.</summary>
    public CallRecord Record()
    {
        var start = Time();
        var record = LedgerEntries.Record(random.Next(Keys), start);
        return Vary(record) with { StartedAt = start };
    }

    /// <summary>A record as a correction may say it.</summary>
    public CallRecord Vary(CallRecord record)
    {
        var caller = Party();
        return record with
        {
            Caller = caller,
            Callee = Party(),
            Dialled = Party(),
            Legs = [.. Enumerable.Range(0, random.Next(3)).Select(_ => LedgerEntries.Leg(random.Next(9), Time(), caller, Party()))],
            LinkId = random.Next(4) == 0 ? LedgerEntries.KeyOf(1000 + random.Next(5)) : null,
            Direction = (CallDirection)random.Next(5),
            Disposition = (CallDisposition)random.Next(7),
            EndedAt = random.Next(3) == 0 ? null : record.StartedAt + TimeSpan.FromSeconds(random.Next(100)),
            TalkMs = random.Next(3) == 0 ? null : random.Next(5) * 1000,
            SetupMs = random.Next(3) == 0 ? null : random.Next(1000),
            StartedAt = random.Next(3) == 0 ? Time() : record.StartedAt,
            IsComplete = random.Next(2) == 0,
            IsEndEstimated = random.Next(2) == 0,
            Tags = random.Next(2) == 0 ? CallTags.None : new CallTags { Topic = $"topic {random.Next(3)}", Priority = random.Next(2) },
        };
    }

    /// <summary>What somebody may amend of a record.</summary>
    public CallAmendment Amendment(RecordId id) => LedgerEntries.Amendment(id, Time(), new AmendedValues
    {
        Topic = $"topic {random.Next(3)}",
        Priority = random.Next(2) == 0 ? random.Next(3) : null,
        Kind = random.Next(2) == 0 ? "complaint" : null,
        Note = random.Next(3) == 0 ? new SealedNote([Party()], new byte[] { 9 }) : null,
    });

    /// <summary>A hold on a call or a party, one of four.</summary>
    public LegalHold Hold(RecordId id) => new()
    {
        Id = new Guid(random.Next(4), 0, 0, new byte[8]),
        Call = random.Next(2) == 0 ? id : null,
        Party = random.Next(2) == 0 ? Party() : default,
        Actor = "ivanov",
        Reason = "case",
        MadeAt = Time(),
        ReleasedAt = random.Next(3) == 0 ? Time() : null,
        ReleasedBy = random.Next(2) == 0 ? "petrova" : null,
    };

    /// <summary>A question whether a call is known.</summary>
    public CallProbe Probe() => new(LedgerEntries.KeyOf(random.Next(Keys)), Time(), random.Next(3) == 0);

    /// <summary>A question with any of the filters.</summary>
    public CallQuery Query() => new()
    {
        From = random.Next(3) == 0 ? Time() : null,
        To = random.Next(3) == 0 ? Time() : null,
        Parties = random.Next(2) == 0 ? [.. Enumerable.Range(0, random.Next(4)).Select(_ => Party())] : null,
        Directions = random.Next(4) == 0 ? [(CallDirection)random.Next(5), (CallDirection)random.Next(5)] : null,
        Dispositions = random.Next(4) == 0 ? [(CallDisposition)random.Next(7), (CallDisposition)random.Next(7)] : null,
        MinTalkMs = random.Next(5) == 0 ? random.Next(5000) : null,
        MaxTalkMs = random.Next(5) == 0 ? random.Next(5000) : null,
        LinkId = random.Next(6) == 0 ? LedgerEntries.KeyOf(1000 + random.Next(5)) : null,
        Topics = random.Next(5) == 0 ? ["topic 1"] : null,
        Priorities = random.Next(8) == 0 ? [random.Next(3)] : null,
        Limit = 1 + random.Next(20),
    };

    private PartyId Party() => new((ulong)random.Next(Parties));
}
