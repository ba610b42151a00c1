using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

/// <summary>Random records, corrections, probes and queries of few numbers, times and keys, so that they meet often.</summary>
internal sealed class RandomRecords(Random random)
{
    private const int Keys = 120;
    private const int Parties = 25;
    private const int HalfHours = 240;

    public Instant Time() => LedgerEntries.Start + TimeSpan.FromMinutes(30 * random.Next(HalfHours)) + TimeSpan.FromSeconds(random.Next(2));

    public CallRecord Record()
    {
        var start = Time();
        var record = LedgerEntries.Record(random.Next(Keys), start);
        return Vary(record) with { StartedAt = start };
    }

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

    public CallProbe Probe() => new(LedgerEntries.KeyOf(random.Next(Keys)), Time(), random.Next(3) == 0);

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
        Limit = 1 + random.Next(20),
    };

    private PartyId Party() => new((ulong)random.Next(Parties));
}
