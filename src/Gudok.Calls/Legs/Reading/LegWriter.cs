using System.Text;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Writes the legs of an attempt: its main dialog with the caller's times, then the branches that lost.</summary>
internal sealed class LegWriter(AssemblyOptions options)
{
    private readonly List<(byte From, byte To)> _tags = [];

    /// <summary>Index of the leg to which a message with these tags belongs; 0 if to none.</summary>
    public int IndexOf(byte from, byte to)
    {
        var sameCaller = 0;
        for (var index = _tags.Count - 1; index >= 0; index--)
        {
            var leg = _tags[index];
            if ((leg.From == from && leg.To == to) || (leg.From == to && leg.To == from)) return index;
            if (leg.From == from || leg.From == to) sameCaller = index;
        }

        return sameCaller;
    }

    /// <summary>Forgets the legs of the last call.</summary>
    public void Clear() => _tags.Clear();

    /// <summary>Adds the legs of an attempt to a call's.</summary>
    public void Write(OpenCall call, Attempt attempt, string callId, List<ObservedLeg> legs)
    {
        var fromTag = TagOf(call, attempt.FromTag);
        legs.Add(MainLeg(call, attempt, callId, fromTag));
        foreach (var dialog in attempt.Dialogs.Span)
        {
            if (ReferenceEquals(dialog, attempt.Outcome.Main) || dialog.Branch is not { } branch || legs.Count >= options.BranchesPerCall) continue;
            legs.Add(BranchLeg(call, attempt, branch, dialog, callId, fromTag));
        }

        foreach (var branch in attempt.Transactions.Span)
        {
            if (IsRefusedBranch(attempt, branch) && legs.Count < options.BranchesPerCall)
                legs.Add(BranchLeg(call, attempt, branch, null, callId, fromTag));
        }
    }

    /// <summary>Who was called: on the branch that answered, else on the last one.</summary>
    public static Party CalleeOf(OpenCall call, Attempt attempt)
    {
        var branch = attempt.Outcome.Main?.Branch;
        if (branch?.Invite is { } answered) return answered.Target;
        InviteTransaction? last = null;
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (transaction.Invite is null) continue;
            if (last is null || transaction.InviteAt >= last.InviteAt) last = transaction;
        }

        return last?.Invite is { } invite ? invite.Target : call.FirstParties?.To ?? default;
    }

    /// <summary>The facts of the INVITE that the call's times come from; null if none was seen.</summary>
    public static InviteFacts? HomeInvite(Attempt attempt)
    {
        InviteFacts? first = null;
        var at = Moment.Never;
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (!transaction.IsHome || transaction.Invite is null || transaction.InviteAt >= at) continue;
            first = transaction.Invite;
            at = transaction.InviteAt;
        }

        return first;
    }

    /// <summary>Who called: by a trusted assertion on any hop, else by the first INVITE's From.</summary>
    public static Party CallerOf(OpenCall call, Attempt attempt)
    {
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (transaction.Invite is { IsAsserted: true } asserted) return asserted.Caller;
        }

        return HomeInvite(attempt) is { } invite ? invite.Caller : call.FirstParties?.From ?? default;
    }

    /// <summary>A tag as text.</summary>
    public static string TagOf(OpenCall call, byte index) => index == 0 ? "" : Encoding.UTF8.GetString(call.TagAt(index));

    private ObservedLeg MainLeg(OpenCall call, Attempt attempt, string callId, string fromTag)
    {
        var outcome = attempt.Outcome;
        var toTag = outcome.Main?.ToTag ?? outcome.Decider?.FinalTag ?? 0;
        _tags.Add((attempt.FromTag, toTag));
        var home = HomeInvite(attempt);
        var point = call.Points[attempt.HomePoint];
        var end = outcome.Main is { IsConfirmed: true, HasBye: true } dialog ? dialog.End.Value : outcome.EndedAt;
        return new ObservedLeg
        {
            CallId = callId,
            FromTag = fromTag,
            ToTag = TagOf(call, toTag),
            Caller = CallerOf(call, attempt),
            Callee = CalleeOf(call, attempt),
            StartedAt = new Instant(attempt.HasInvite ? attempt.StartedAt : attempt.FirstAt),
            AnsweredAt = ToInstant(outcome.AnsweredAt),
            EndedAt = ToInstant(end == Moment.Never || outcome.AnsweredAt == Moment.Never ? end : Math.Max(end, outcome.AnsweredAt)),
            Disposition = outcome.Disposition,
            SipStatus = outcome.Status,
            From = home?.Sender ?? point.First,
            To = home?.Receiver ?? point.Second,
        };
    }

    private ObservedLeg BranchLeg(
        OpenCall call, Attempt attempt, InviteTransaction branch, Dialog? dialog, string callId, string fromTag)
    {
        var toTag = dialog?.ToTag ?? branch.FinalTag;
        _tags.Add((attempt.FromTag, toTag));
        var isAnswered = dialog is { IsConfirmed: true };
        var end = isAnswered ? dialog!.HasBye ? dialog.End.Value : Moment.Never : branch.Status >= 300 ? branch.FinalAt : branch.CancelAt;
        var point = call.Points[branch.Point];
        return new ObservedLeg
        {
            CallId = callId,
            FromTag = fromTag,
            ToTag = TagOf(call, toTag),
            Caller = CallerOf(call, attempt),
            Callee = branch.Invite?.Target ?? CalleeOf(call, attempt),
            StartedAt = new Instant(branch.InviteAt != Moment.Never ? branch.InviteAt : attempt.HasInvite ? attempt.StartedAt : attempt.FirstAt),
            AnsweredAt = isAnswered ? ToInstant(dialog!.Answer.Value) : null,
            EndedAt = ToInstant(end),
            Disposition = DispositionOf(branch, isAnswered),
            SipStatus = isAnswered ? dialog!.Status : branch.Status >= 300 ? branch.Status : 0,
            From = branch.Invite?.Sender ?? point.First,
            To = branch.Invite?.Receiver ?? point.Second,
        };
    }

    private static CallDisposition DispositionOf(InviteTransaction branch, bool isAnswered)
    {
        if (isAnswered) return CallDisposition.Answered;
        if (branch.IsCancelled) return CallDisposition.Cancelled;
        if (branch.Status >= 300) return Dispositions.Of(branch.Status);
        return branch.ProgressAt != Moment.Never ? CallDisposition.NoAnswer : CallDisposition.Unknown;
    }

    /// <summary>A branch that a proxy opened and that was refused without ever forming a dialog; its refusal is not the caller's own.</summary>
    private static bool IsRefusedBranch(Attempt attempt, InviteTransaction branch)
    {
        if (branch.IsHome || branch.Invite is null || branch.Status < 300 || branch.Status is 401 or 407) return false;
        if (branch.FinalTag == 0 || attempt.FindDialog(branch.FinalTag) is not null) return false;
        foreach (var other in attempt.Transactions.Span)
        {
            if (ReferenceEquals(other, branch) || other.FinalTag != branch.FinalTag) continue;

            // The same refusal on its way back to the caller: it belongs to the hop nearest the callee, or is the call's own.
            if (other.IsHome || (other.Invite?.ViaDepth ?? 0) > branch.Invite.ViaDepth) return false;
        }

        return true;
    }

    private static Instant? ToInstant(long time) => time == Moment.Never ? null : new Instant(time);
}
