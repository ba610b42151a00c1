namespace Gudok.Calls;

/// <summary>Judges what an attempt came to, and when that will be certain.</summary>
internal sealed class AttemptJudge(AssemblyOptions options)
{
    /// <summary>Judges one attempt of a call.</summary>
    public void Judge(OpenCall call, Attempt attempt)
    {
        var outcome = attempt.Outcome;
        outcome.Reset();
        FindLastTry(attempt);
        FindMain(attempt);
        if (outcome.Main is { IsConfirmed: true } answered && !IsRefusedAtHome(attempt, answered)) JudgeAnswered(call, attempt, answered);
        else if (!attempt.HasInvite && outcome.Main is { HasBye: true } known) JudgeByeOnly(call, attempt, known);
        else if (!attempt.HasInvite) outcome.OverAt = call.LastSeen + (HasProgress(attempt) ? options.NoFinalWait : options.RetryWindow).InMicros;
        else JudgeUnanswered(call, attempt);
    }

    private static void FindLastTry(Attempt attempt)
    {
        var outcome = attempt.Outcome;
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (!transaction.IsHome || transaction.InviteAt == Moment.Never) continue;
            if (outcome.LastTry is null || transaction.InviteAt >= outcome.LastTry.InviteAt) outcome.LastTry = transaction;
        }

        outcome.Decider = outcome.LastTry is { Status: not 0 } decided ? decided : null;
    }

    /// <summary>The first dialog with a 2xx is the call (case 23); of a call without one, the dialog that its final response names,
    /// else the last.</summary>
    private static void FindMain(Attempt attempt)
    {
        Dialog? main = null;
        var finalTag = attempt.Outcome.Decider?.FinalTag ?? 0;
        foreach (var dialog in attempt.Dialogs.Span)
        {
            if (main is null || IsBetter(dialog, main, finalTag)) main = dialog;
        }

        attempt.Outcome.Main = main;
    }

    private static bool IsBetter(Dialog dialog, Dialog main, byte finalTag)
    {
        if (dialog.IsConfirmed != main.IsConfirmed) return dialog.IsConfirmed;
        if (!dialog.IsConfirmed) return main.ToTag != finalTag && (dialog.ToTag == finalTag || dialog.FirstAt >= main.FirstAt);
        if (dialog.Answer.IsSeenAtHome != main.Answer.IsSeenAtHome) return dialog.Answer.IsSeenAtHome;
        return dialog.Answer.Value < main.Answer.Value;
    }

    /// <summary>Whether the caller was refused although a 2xx was seen further on: then it never reached him.</summary>
    private static bool IsRefusedAtHome(Attempt attempt, Dialog answered) =>
        !answered.Answer.IsSeenAtHome && attempt.Outcome.LastTry is { Status: >= 300 };

    private static bool HasProgress(Attempt attempt)
    {
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (transaction.ProgressAt != Moment.Never) return true;
        }

        return false;
    }

    private void JudgeAnswered(OpenCall call, Attempt attempt, Dialog main)
    {
        var outcome = attempt.Outcome;
        outcome.Disposition = CallDisposition.Answered;
        outcome.AnsweredAt = main.Answer.Value;
        outcome.Status = main.IsAnswerSeen ? main.Status : 200;
        Dialog? last = null;
        var isConfirmed = true;
        var lastBye = long.MinValue;
        foreach (var dialog in attempt.Dialogs.Span)
        {
            if (!dialog.IsConfirmed) continue;
            if (!dialog.HasBye)
            {
                Talk(call, attempt);
                return;
            }

            isConfirmed &= dialog.IsByeConfirmed;
            lastBye = Math.Max(lastBye, dialog.LastByeAt);
            if (last is null || dialog.End.Value > last.End.Value) last = dialog;
        }

        HangUp(outcome, last!, isConfirmed, lastBye);
    }

    private void Talk(OpenCall call, Attempt attempt)
    {
        var outcome = attempt.Outcome;
        outcome.State = AttemptState.Talking;
        var silence = call.SessionExpires == 0
            ? options.NoByeLimit
            : TimeSpan.FromSeconds(call.SessionExpires) + options.SessionTimerGrace;
        var until = call.LastSeen + silence.InMicros;
        if (call.Media is { Streams.Count: > 0 } media)
        {
            // Who is heard talks on, whatever timer has run out; where no timer runs, silence after speech is the end, unless one side holds the other.
            var heardUntil = Math.Max(call.LastSeen, media.LastAt) + options.MediaSilence.InMicros;
            until = call.SessionExpires == 0 && !media.IsHeld ? heardUntil : Math.Max(until, heardUntil);
        }

        outcome.OverAt = Math.Min(until, attempt.FirstAt + options.OpenLimit.InMicros);
    }

    private void HangUp(AttemptOutcome outcome, Dialog dialog, bool isConfirmed, long lastBye)
    {
        outcome.State = isConfirmed ? AttemptState.Ended : AttemptState.HangingUp;
        outcome.OverAt = lastBye + (isConfirmed ? options.SettleTime : options.ByeWindow).InMicros;

        // A BYE stamped before the answer was swapped on its way: the call ends, but not before it began.
        outcome.EndedAt = outcome.AnsweredAt == Moment.Never ? dialog.End.Value : Math.Max(dialog.End.Value, outcome.AnsweredAt);
        outcome.EndedBy = dialog.IsEndedByCaller ? CallEnd.Caller : CallEnd.Callee;
        outcome.Cause = dialog.Cause != 0 ? dialog.Cause : Dispositions.NormalClearing;
    }

    private void JudgeByeOnly(OpenCall call, Attempt attempt, Dialog dialog)
    {
        var outcome = attempt.Outcome;
        if (!dialog.HasAgreedBye)
        {
            outcome.OverAt = call.LastSeen + options.RetryWindow.InMicros;
            return;
        }

        outcome.Disposition = CallDisposition.Answered;
        HangUp(outcome, dialog, isConfirmed: true, dialog.LastByeAt);
        if (HasProgress(attempt)) return;

        // Who called whom is not known: the BYE's From may have been either side.
        outcome.EndedBy = CallEnd.Unknown;
    }

    private void JudgeUnanswered(OpenCall call, Attempt attempt)
    {
        var outcome = attempt.Outcome;
        var cancel = FindCancel(attempt);
        if (outcome.Decider is { } decider) JudgeRefused(attempt, decider);
        else if (outcome.Main is { HasBye: true } hungUp) JudgeEarlyBye(attempt, hungUp);
        else JudgeProceeding(call, attempt, cancel);

        if (outcome.Disposition != CallDisposition.Unknown) return;
        if (cancel is null && outcome.Decider is null) outcome.Decider = FindFinalElsewhere(attempt);
        if (cancel is not null) SetCancelled(outcome, cancel);
        else if (outcome.Decider is { } found) SetRefused(outcome, found);
        else outcome.Disposition = HasProgress(attempt) ? CallDisposition.NoAnswer : CallDisposition.Unknown;
    }

    private void JudgeRefused(Attempt attempt, InviteTransaction decider)
    {
        var outcome = attempt.Outcome;
        outcome.EndedAt = decider.FinalAt;
        if (decider.Status is 401 or 407 or (>= 300 and < 400))
        {
            outcome.State = AttemptState.AwaitingRetry;
            outcome.OverAt = decider.FinalAt + options.RetryWindow.InMicros;
            return;
        }

        outcome.State = AttemptState.Refused;
        var last = decider.FinalAt;
        foreach (var transaction in attempt.Transactions.Span) last = Math.Max(last, transaction.LastAt);
        outcome.OverAt = last + options.SettleTime.InMicros;
    }

    /// <summary>A BYE that ends an early dialog (RFC 3261 §15.1.1): the caller gave up before the answer.</summary>
    private void JudgeEarlyBye(Attempt attempt, Dialog dialog)
    {
        var outcome = attempt.Outcome;
        HangUp(outcome, dialog, dialog.IsByeConfirmed, dialog.LastByeAt);
        if (outcome.EndedBy == CallEnd.Caller && dialog.FirstAt != Moment.Never)
        {
            outcome.Disposition = CallDisposition.Cancelled;
            return;
        }

        // Only a confirmed dialog lets the callee say BYE (RFC 3261 §15), and of one that no 18x announced the 2xx was not seen.
        outcome.Disposition = CallDisposition.Answered;
        attempt.IsLossProved = true;
    }

    private void JudgeProceeding(OpenCall call, Attempt attempt, InviteTransaction? cancel)
    {
        var outcome = attempt.Outcome;
        if (cancel is not null)
        {
            outcome.State = AttemptState.Cancelling;
            outcome.EndedAt = cancel.CancelAt;
            outcome.OverAt = cancel.CancelAt + options.RetryWindow.InMicros;
            return;
        }

        outcome.State = AttemptState.Proceeding;
        outcome.OverAt = Math.Min(call.LastSeen + options.NoFinalWait.InMicros, attempt.StartedAt + options.NoFinalLimit.InMicros);
    }

    /// <summary>The CANCEL that counts is the caller's own. A proxy cancels branches for reasons of its own.</summary>
    private static InviteTransaction? FindCancel(Attempt attempt)
    {
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (!transaction.IsCancelled || !transaction.IsHome) continue;
            if (transaction == attempt.Outcome.LastTry || transaction.InviteAt == Moment.Never) return transaction;
        }

        return null;
    }

    private static InviteTransaction? FindFinalElsewhere(Attempt attempt)
    {
        InviteTransaction? found = null;
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (transaction.Status >= 300 && (found is null || transaction.FinalAt >= found.FinalAt)) found = transaction;
        }

        return found;
    }

    private static void SetCancelled(AttemptOutcome outcome, InviteTransaction cancel)
    {
        outcome.Disposition = CallDisposition.Cancelled;
        outcome.Status = outcome.Decider?.Status ?? 0;
        outcome.EndedBy = CallEnd.Caller;
        outcome.Cause = CauseOf(outcome.Decider, cancel.CancelCause) ?? Dispositions.NormalClearing;
    }

    private static void SetRefused(AttemptOutcome outcome, InviteTransaction decider)
    {
        outcome.Disposition = Dispositions.Of(decider.Status);
        outcome.Status = decider.Status;
        if (outcome.EndedAt == Moment.Never) outcome.EndedAt = decider.FinalAt;
        outcome.EndedBy = Dispositions.EndOf(decider.Status);
        outcome.Cause = CauseOf(decider, 0) ?? Dispositions.CauseOf(decider.Status);
    }

    private static int? CauseOf(InviteTransaction? decider, byte cancelCause)
    {
        if (decider is { Cause: not 0 }) return decider.Cause;
        return cancelCause != 0 ? cancelCause : null;
    }
}
