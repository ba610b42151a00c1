using Gudok.Calls;

namespace Gudok.Capture;

/// <summary>How the calls of a contact centre go: opening, ringing, outcome. Shares are of all calls unless said otherwise.</summary>
internal sealed class CallScenes(CallScript script, TalkScenes talk)
{
    private const double ResentInviteShare = 0.02;
    private const double ChallengedShare = 0.5;
    private const double RedirectedShare = 0.02;
    private const double AnsweredAtOnceShare = 0.1;
    private const double BusyEverywhereShare = 0.1;
    private const double NeverRingingShare = 0.15;
    private const double TimedOutShare = 0.3;
    private const double RingingAfterMediaShare = 0.3;
    private const double OutboundMediaShare = 0.5;
    private const double OtherMediaShare = 0.08;
    private const double ResentAfter = 0.5;

    private CallPlan Plan => script.Plan;

    /// <summary>Rolls the outcome and plays it. Answered calls are left at the beginning of their talk.</summary>
    public void Play()
    {
        Open();
        switch (script.Random.Below(100))
        {
            case < 70: PlayAnswered(); break;
            case < 77: Refuse(CallDisposition.Busy, script.Random.Chance(BusyEverywhereShare) ? (ushort)600 : (ushort)486); break;
            case < 85: PlayNoAnswer(); break;
            case < 94: PlayCancelled(); break;
            case < 97: Refuse(CallDisposition.Rejected, Pick(403, 603, 488)); break;
            default: Refuse(CallDisposition.Failed, Pick(404, 503, 500, 484)); break;
        }
    }

    /// <summary>The call that a transfer leads to: answered without ado.</summary>
    public void PlayTransferred()
    {
        script.Invite();
        Try();
        Ring(mayBeEarlyMedia: false);
        script.Pause(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6));
        AnswerCall();
    }

    private void Open()
    {
        script.Invite();
        if (script.Random.Chance(ResentInviteShare))
        {
            // RFC 3261 §17.1.1.2: T1 is 500 ms, and nothing came back by then.
            script.Pause(TimeSpan.FromSeconds(ResentAfter), TimeSpan.FromSeconds(ResentAfter));
            script.Invite();
        }

        Try();
        if (Plan.Direction == CallDirection.Outbound && script.Random.Chance(ChallengedShare))
        {
            TurnBack(407);
            script.InviteWithCredentials();
            Try();
        }

        if (Plan.Direction == CallDirection.Outbound || !script.Random.Chance(RedirectedShare)) return;
        Plan.Redirected = NumberPool.Extension(script.Random.Below(NumberPool.Extensions));
        Plan.Callee = Plan.Redirected;
        Plan.Transfer = CallTransfer.Diverted;
        TurnBack(302);
        script.InviteRedirected();
        Try();
    }

    private void Try()
    {
        script.Pause();
        script.Respond(100, tag: 0);
    }

    private void TurnBack(ushort status)
    {
        script.Pause();
        script.Respond(status, CallScript.MiddleTag);
        script.RoundTrip();
        script.Follow(StepMethod.AckOfFailure, CallScript.MiddleTag);
        script.Pause();
    }

    private void PlayAnswered()
    {
        // A voice menu lifts off at once; people let it ring.
        if (Plan.Direction == CallDirection.Inbound && script.Random.Chance(AnsweredAtOnceShare))
            script.Pause(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200));
        else
        {
            Ring(mayBeEarlyMedia: true);
            script.Pause(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
        }

        AnswerCall();
        talk.Play();
    }

    private void AnswerCall()
    {
        Plan.AnsweredAt = script.At;
        Plan.Disposition = CallDisposition.Answered;
        Plan.FinalStatus = 200;
        script.Respond(200, body: StepBody.Talk);
        script.RoundTrip();
        script.Follow(StepMethod.Ack, tag: 1);
    }

    private void Ring(bool mayBeEarlyMedia)
    {
        script.Pause(TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(900));
        var earlyShare = Plan.Direction == CallDirection.Outbound ? OutboundMediaShare : OtherMediaShare;
        if (mayBeEarlyMedia && script.Random.Chance(earlyShare))
        {
            Plan.RingingAt = Plan.EarlyMediaAt = script.At;
            script.Respond(183, body: StepBody.Talk);
            if (!script.Random.Chance(RingingAfterMediaShare)) return;
            script.Pause(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2));
        }

        Plan.RingingAt = script.At;
        script.Respond(180);
    }

    private void PlayNoAnswer()
    {
        Ring(mayBeEarlyMedia: true);
        script.Pause(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60));
        if (script.Random.Chance(TimedOutShare)) End(CallDisposition.NoAnswer, 408, CallEnd.System);
        else End(CallDisposition.NoAnswer, 480, CallEnd.Callee);
    }

    private void PlayCancelled()
    {
        if (!script.Random.Chance(NeverRingingShare)) Ring(mayBeEarlyMedia: true);
        script.Pause(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(25));
        script.Follow(StepMethod.Cancel);
        script.Pause();
        script.RespondToCancel(tag: 1);
        script.Pause();
        End(CallDisposition.Cancelled, 487, CallEnd.Caller);
    }

    private void Refuse(CallDisposition disposition, ushort status)
    {
        script.Pause(TimeSpan.FromMilliseconds(30), TimeSpan.FromSeconds(1));
        End(disposition, status, disposition == CallDisposition.Failed ? CallEnd.System : CallEnd.Callee);
    }

    private void End(CallDisposition disposition, ushort status, CallEnd by)
    {
        Plan.Disposition = disposition;
        Plan.FinalStatus = status;
        Plan.EndedAt = script.At;
        Plan.EndedBy = by;
        script.Respond(status);
        script.RoundTrip();
        script.Follow(StepMethod.AckOfFailure, tag: 1);
    }

    private ushort Pick(params ReadOnlySpan<ushort> statuses) => statuses[script.Random.Below(statuses.Length)];
}
