using Gudok.Calls;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Portal.Tests;

/// <summary>Invented calls: the same for the same count, whatever the day.</summary>
internal static class InventedCalls
{
    /// <summary>The newest call starts here.</summary>
    public static readonly Instant Newest = Instant.From(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    private static readonly CallDisposition[] Outcomes =
    [
        CallDisposition.Answered, CallDisposition.Answered, CallDisposition.NoAnswer, CallDisposition.Answered, CallDisposition.Busy,
        CallDisposition.Cancelled, CallDisposition.Answered, CallDisposition.Rejected, CallDisposition.Failed, CallDisposition.Unknown,
    ];

    private static readonly string[] Operators = ["ivanova", "petrov", "sidorenko"];

    public static IEnumerable<CallView> Many(int count) => Enumerable.Range(0, count).Select(One);

    /// <summary>The n-th call before the newest; negative for calls after it.</summary>
    public static CallView One(int index)
    {
        var start = Newest - TimeSpan.FromSeconds(97 * index);
        var spread = Math.Abs(index);
        var outcome = Outcomes[spread % Outcomes.Length];
        var answered = outcome == CallDisposition.Answered;
        var ringing = start + TimeSpan.FromMilliseconds(120 + spread % 7 * 40);
        var answer = ringing + TimeSpan.FromMilliseconds(2000 + spread % 11 * 900);
        var end = answered ? answer + TimeSpan.FromMilliseconds(4000 + spread * 7919 % 900_000) : ringing + TimeSpan.FromSeconds(spread % 30);
        var isEstimated = spread % 23 == 5;
        var caller = spread % 17 == 3 ? null : PartyViews.Masked(spread % 29 == 7 ? "" : $"+7{495 + spread % 5}*****{spread % 100:00}");
        var callee = PartyViews.Masked(spread % 4 == 0 ? "112" : spread % 4 == 1 ? "2**" : $"+7800*****{spread * 3 % 100:00}");
        return new CallView
        {
            Id = IdOf(start, spread).ToString(),
            SessionId = $"{spread:x8}@192.0.2.10",
            Legs = [Leg(0), .. spread % 9 == 4 ? new[] { Leg(1) } : []],
            LinkId = spread % 13 == 6 ? $"00a{spread / 26:x16}" : null,
            ChannelId = spread % 3 == 0 ? "trunk-1" : null,
            Direction = (CallDirection)(spread % 5),
            Caller = caller,
            Callee = callee,
            Dialled = spread % 6 == 1 ? PartyViews.Masked("+7800*****00") : callee,
            Withheld = caller is null,
            StartedAt = start.ToString(),
            RingingAt = outcome == CallDisposition.Unknown ? null : ringing.ToString(),
            AnsweredAt = answered ? answer.ToString() : null,
            EndedAt = spread % 41 == 40 ? null : end.ToString(),
            SetupMs = 120 + spread % 7 * 40,
            TalkMs = answered && spread % 41 != 40 ? (long)(end - answer).TotalMilliseconds : null,
            EarlyMediaMs = spread % 8 == 2 ? 1400 : null,
            Disposition = outcome,
            SipStatus = outcome switch
            {
                CallDisposition.Answered => 200,
                CallDisposition.Busy => 486,
                CallDisposition.Cancelled => 487,
                CallDisposition.NoAnswer => 480,
                CallDisposition.Rejected => 403,
                CallDisposition.Failed => 503,
                _ => null,
            },
            Cause = answered ? 16 : null,
            EndedBy = (CallEnd)(spread % 4),
            Transfer = spread % 19 == 2 ? CallTransfer.Blind : CallTransfer.None,
            Quality = spread % 5 == 0 ? new CallQuality(4.2, 0.35, 7.5, 41) : null,
            Media = spread % 5 == 0 && answered ? MediaView.Of(MediaSamples.Of(start), [Leg(0), Leg(1)]) : null,
            OneWayAudio = spread % 5 == 0 && answered ? OneWayAudio.CalleeUnheard : null,
            Operator = spread % 3 == 1 ? Operators[spread % Operators.Length] : null,
            Department = spread % 3 == 1 ? "Отдел обращений" : null,
            Topic = spread % 3 == 1 ? "Отопление" : null,
            Source = spread % 2 == 0 ? "import" : "hep:77",
            Complete = !isEstimated && spread % 41 != 40,
            EndEstimated = isEstimated,
            LossSuspected = spread % 31 == 9,
        };

        LegView Leg(int number) => new()
        {
            CallId = $"{spread:x8}@192.0.2.10",
            FromTag = "f" + spread,
            ToTag = "t" + number,
            Caller = caller,
            Callee = callee,
            StartedAt = (start + TimeSpan.FromMilliseconds(number * 30)).ToString(),
            AnsweredAt = answered ? answer.ToString() : null,
            EndedAt = end.ToString(),
            Disposition = outcome,
            From = "192.0.2.10:5060",
            To = $"192.0.2.{20 + number}:5060",
        };
    }

    private static RecordId IdOf(Instant start, int index) => RecordId.Create(start, new CallKey((ushort)(index % 4096), (ulong)index));
}
