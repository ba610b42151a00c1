using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>Traffic of every kind, by a seed.</summary>
internal static class RandomTraffic
{
    /// <summary>Calls that begin within a minute.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="calls">How many.</param>
    /// <param name="from">When that minute begins, in milliseconds.</param>
    public static Ladder Make(int seed, int calls, double from = 0)
    {
        var random = new Random(seed);
        var ladder = new Ladder();
        for (var index = 0; index < calls; index++) Add(ladder, random, $"call-{seed}-{index}", from + random.Next(0, 60_000));
        return ladder;
    }

    private static void Add(Ladder ladder, Random random, string callId, double at)
    {
        var ring = at + random.Next(50, 500);
        var answer = ring + random.Next(500, 9000);
        var end = answer + random.Next(500, 90_000);
        var leg = ladder.Leg(callId, "alice", "proxy");
        switch (random.Next(7))
        {
            case 0:
                leg.Talk(at, ring, answer, end);
                break;
            case 1:
                leg.Send(at, "INVITE").Answer(ring, 180, "b").Answer(answer, 486, "b");
                break;
            case 2:
                leg.Send(at, "INVITE").Answer(ring, 180, "b").Send(answer, "CANCEL").Answer(answer + 5, 200, "b", "CANCEL").Answer(answer + 10, 487, "b");
                break;
            case 3:
                leg.Send(at, "INVITE").Answer(at + 10, 407, "p");
                leg.CSeq = 2;
                leg.Talk(at + 20, ring, answer, end);
                break;
            case 4:
                Relayed(leg, at, ring, answer, end);
                break;
            case 5:
                leg.Send(at, "INVITE").Answer(ring, 183, "b", edit: LadderLeg.Sdp);
                break;
            default:
                Joined(ladder, callId, at, answer, end);
                break;
        }
    }

    private static void Relayed(LadderLeg caller, double at, double ring, double answer, double end)
    {
        caller.Send(at, "INVITE");
        var callee = caller.Next("bob", "sip:3003@example.org").Send(at + 3, "INVITE").Answer(ring - 3, 180, "b").Answer(answer - 3, 200, "b");
        caller.Answer(ring, 180, "b").Answer(answer, 200, "b").Send(answer + 5, "ACK", "b");
        callee.SendBack(end - 3, "BYE", "b").AnswerBack(end + 6, 200, "b");
        caller.SendBack(end, "BYE", "b").AnswerBack(end + 3, 200, "b");
    }

    private static void Joined(Ladder ladder, string callId, double at, double answer, double end)
    {
        ladder.Leg(callId, "alice", "pbx").Talk(at, at + 30, answer, end);
        var behind = ladder.Leg(callId + "-behind", "pbx", "bob", to: "sip:3003@example.org");
        behind.Send(at + 10, "INVITE", edit: text => text.With("X-CID", callId)).Answer(answer - 10, 200, "b").Send(answer - 5, "ACK", "b");
        behind.Send(end + 10, "BYE", "b", cseq: 2).Answer(end + 15, 200, "b", "BYE", cseq: 2);
    }
}
