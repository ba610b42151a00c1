using Gudok.Calls;

namespace Gudok.Capture;

/// <summary>A call that the proxy rings at three operators at once (RFC 3261 §16.7), seen on every hop: one lifts off, the others are cancelled.</summary>
internal sealed class ForkScenes(CallScript script, TalkScenes talk)
{
    private const double CalleeEndsShare = 0.4;

    private CallPlan Plan => script.Plan;

    public void Play()
    {
        Plan.IsForked = true;
        var first = script.Random.Below(NumberPool.Extensions);
        for (var at = 0; at < CallPlan.MaxFork; at++) Plan.Fork[at] = (first + at * 7) % NumberPool.Extensions;
        var winner = (byte)(1 + script.Random.Below(CallPlan.MaxFork));
        Plan.Callee = NumberPool.Extension(Plan.Fork[winner - 1]);
        Ring();
        script.Pause(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(12));
        Answer(winner);
        HangUp(winner, script.Random.Chance(CalleeEndsShare));
    }

    private void Ring()
    {
        script.Invite();
        script.Pause();
        script.Respond(100, tag: 0);
        for (byte hop = 1; hop <= CallPlan.MaxFork; hop++)
        {
            script.Pause();
            script.Invite(hop);
        }

        for (byte hop = 1; hop <= CallPlan.MaxFork; hop++)
        {
            script.RoundTrip();
            script.Respond(180, tag: hop, hop: hop);
            script.Pause();
            if (hop == 1) Plan.RingingAt = script.At;
            script.Respond(180, tag: hop);
        }
    }

    private void Answer(byte winner)
    {
        script.Respond(200, tag: winner, hop: winner, body: StepBody.Talk);
        script.Pause();
        Plan.AnsweredAt = script.At;
        Plan.Disposition = CallDisposition.Answered;
        Plan.FinalStatus = 200;
        script.Respond(200, tag: winner, body: StepBody.Talk);
        for (byte hop = 1; hop <= CallPlan.MaxFork; hop++)
        {
            if (hop != winner) CancelLoser(hop);
        }

        script.RoundTrip();
        script.Follow(StepMethod.Ack, tag: winner);
        script.Pause();
        script.Follow(StepMethod.Ack, tag: winner, hop: winner);
    }

    private void CancelLoser(byte hop)
    {
        script.Pause();
        script.Follow(StepMethod.Cancel, hop: hop);
        script.Pause();
        script.RespondToCancel(tag: hop, hop: hop);
        script.Pause();
        script.Respond(487, tag: hop, hop: hop);
        script.Pause();
        script.Follow(StepMethod.AckOfFailure, tag: hop, hop: hop);
    }

    private void HangUp(byte winner, bool isFromCallee)
    {
        var length = talk.Length();
        script.Pause(length, length);
        var near = isFromCallee ? winner : (byte)0;
        var far = isFromCallee ? (byte)0 : winner;
        Plan.EndedBy = isFromCallee ? CallEnd.Callee : CallEnd.Caller;
        var bye = script.Request(StepMethod.Bye, isFromCallee, winner, hop: near);
        if (!isFromCallee) Plan.EndedAt = script.At;
        script.Pause();
        if (isFromCallee) Plan.EndedAt = script.At;
        script.Repeat(bye, far);
        script.RoundTrip();
        script.Answer(bye, 200, hop: far);
        script.Pause();
        script.Answer(bye, 200, hop: near);
    }
}
