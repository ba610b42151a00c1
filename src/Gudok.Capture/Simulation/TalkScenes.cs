using Gudok.Calls;

namespace Gudok.Capture;

/// <summary>What happens between answer and end: holding, transfer, the BYE.</summary>
internal sealed class TalkScenes(CallScript script, SimulationOptions options)
{
    private const double HeldShare = 0.05;
    private const double CalleeEndsShare = 0.4;
    private const double ResentByeShare = 0.02;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WorthHolding = TimeSpan.FromSeconds(4);

    private CallPlan Plan => script.Plan;

    /// <summary>How long the next talk lasts.</summary>
    public TimeSpan Length()
    {
        var length = options.MeanTalk * script.Random.Waiting();
        return length > Shortest ? length : Shortest;
    }

    /// <summary>A talk from now on, to its end.</summary>
    public void Play()
    {
        var length = Length();
        if (length > WorthHolding && script.Random.Chance(HeldShare))
        {
            Wait(length * 0.3);
            Renegotiate(StepBody.Hold, StepBody.Held);
            Wait(length * 0.3);
            Renegotiate(StepBody.Talk, StepBody.Talk);
            length *= 0.4;
        }

        Wait(length);
        HangUp(script.Random.Chance(CalleeEndsShare));
    }

    /// <summary>The operator sends the caller on (RFC 3515): up to the first NOTIFY; the other call comes now.</summary>
    public void BeginTransfer()
    {
        Wait(Length() * 0.5);
        Plan.Transfer = CallTransfer.Blind;
        var refer = script.Request(StepMethod.Refer, isFromCallee: true);
        script.RoundTrip();
        script.Answer(refer, 202);
        Notify(StepBody.FragmentTrying);
    }

    /// <summary>The other call was answered: the operator is told and leaves.</summary>
    public void EndTransfer()
    {
        Notify(StepBody.FragmentOk);
        script.Pause();
        HangUp(isFromCallee: true);
    }

    private void Notify(StepBody body)
    {
        script.Pause();
        var notify = script.Request(StepMethod.Notify, isFromCallee: false, body: body);
        script.Pause();
        script.Answer(notify, 200);
    }

    private void Renegotiate(StepBody offer, StepBody answer)
    {
        var invite = script.Request(StepMethod.Invite, isFromCallee: true, body: offer);
        script.RoundTrip();
        script.Answer(invite, 200, answer);
        script.Pause();
        script.AckInside(invite);
    }

    private void HangUp(bool isFromCallee)
    {
        if (script.Random.Chance(options.MissingByeShare)) return;
        Plan.EndedAt = script.At;
        Plan.EndedBy = isFromCallee ? CallEnd.Callee : CallEnd.Caller;
        var bye = script.Request(StepMethod.Bye, isFromCallee);
        if (script.Random.Chance(ResentByeShare))
        {
            Wait(TimeSpan.FromMilliseconds(500));
            script.Repeat(bye);
        }

        script.RoundTrip();
        script.Answer(bye, 200);
    }

    private void Wait(TimeSpan time) => script.Pause(time, time);
}
