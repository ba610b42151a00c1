using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads the log of one Call-ID into attempts, transactions and dialogs. Reusable; keeps nothing between two logs.</summary>
/// <remarks>Four passes over the sorted log, each over what needs the one before it: INVITEs, their responses, BYEs, their responses.
/// So a response that was captured before its request finds it all the same.</remarks>
internal sealed class LogReader
{
    private readonly Reused<Attempt> _attempts = new(() => new Attempt());
    private readonly List<Hangup> _hangups = [];
    private OpenCall _call = null!;

    /// <summary>The attempts read, the first one first.</summary>
    public Reused<Attempt> Attempts => _attempts;

    /// <summary>Reads the log of a call, which is put in order.</summary>
    public void Read(OpenCall call)
    {
        _call = call;
        _attempts.Clear();
        _hangups.Clear();
        call.Sort();
        foreach (ref readonly var line in call.Sightings)
        {
            if (line.IsFormingInvite) TakeInvite(line);
        }

        if (_attempts.Count == 0 && call.SightingCount > 0) TakeHeadless(call.Sightings[0]);
        foreach (var attempt in _attempts.Span) MarkHome(attempt);
        foreach (ref readonly var line in call.Sightings) TakeSetup(line);
        foreach (ref readonly var line in call.Sightings)
        {
            if (line is { Method: SipMethod.Bye, IsRequest: true }) TakeBye(line);
        }

        foreach (ref readonly var line in call.Sightings)
        {
            if (line is { Method: SipMethod.Bye, IsRequest: false }) TakeByeResponse(line);
        }
    }

    private void TakeInvite(in Sighting line)
    {
        var attempt = FindAttempt(line.From) ?? AddAttempt(line.From, line);
        attempt.StartedAt = Math.Min(attempt.StartedAt, line.Time);
        var transaction = attempt.Transactions.Add();
        transaction.Reset(line);
        transaction.InviteAt = line.Time;
        foreach (var invite in _call.Invites)
        {
            if (invite.Transaction == line.Transaction && invite.CSeq == line.CSeq && invite.Point == line.Point && invite.From == line.From)
                transaction.Invite = invite;
        }
    }

    /// <summary>A call whose INVITE was not seen: its first message stands for it.</summary>
    private void TakeHeadless(in Sighting first)
    {
        var attempt = AddAttempt(first.From, first);
        attempt.IsLossProved = true;
    }

    private Attempt AddAttempt(byte fromTag, in Sighting first)
    {
        var attempt = _attempts.Add();
        attempt.Reset(fromTag, first);
        return attempt;
    }

    private Attempt? FindAttempt(byte fromTag)
    {
        foreach (var attempt in _attempts.Span)
        {
            if (attempt.FromTag == fromTag) return attempt;
        }

        return null;
    }

    /// <summary>The first INVITE, with the fewest Vias of those of one moment, fixes where the call is watched. Later tries of the same
    /// caller, to whatever next hop, are watched there too; the INVITEs that proxies send on are not.</summary>
    private void MarkHome(Attempt attempt)
    {
        InviteTransaction? home = null;
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (home is null || transaction.InviteAt < home.InviteAt || (transaction.InviteAt == home.InviteAt && DepthOf(transaction) < DepthOf(home)))
                home = transaction;
        }

        if (home is null) return;
        attempt.HomePoint = home.Point;
        home.IsHome = true;
        var last = home;
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (transaction.IsHome || DepthOf(transaction) != DepthOf(home)) continue;
            transaction.IsHome = IsFromHome(attempt, transaction) || IsRetry(transaction, last);
            if (transaction.IsHome && transaction.InviteAt >= last.InviteAt) last = transaction;
        }
    }

    private bool IsFromHome(Attempt attempt, InviteTransaction transaction)
    {
        foreach (var known in attempt.Transactions.Span)
        {
            if (known.IsHome && IsSameCaller(_call.Points[transaction.Point], _call.Points[known.Point], transaction, known)) return true;
        }

        return false;
    }

    /// <summary>Only the caller counts CSeq up, and only when he was refused (RFC 3261 §8.1.3.5, §22.2): then it is he, though credentials made the
    /// INVITE so long that it went over TCP (§18.1.1), a new address was given to him, or he took another way.</summary>
    private bool IsRetry(InviteTransaction transaction, InviteTransaction last)
    {
        if (transaction.CSeq <= last.CSeq || _call.Points[transaction.Point].Agent != _call.Points[last.Point].Agent) return false;
        foreach (ref readonly var line in _call.Sightings)
        {
            var isRefusal = line is { Method: SipMethod.Invite, Status: >= 300 } && line.Time <= transaction.InviteAt;
            if (isRefusal && line.Transaction == last.Transaction && line.CSeq == last.CSeq) return true;
        }

        return false;
    }

    private static bool IsSameCaller(ObservationPoint one, ObservationPoint other, InviteTransaction first, InviteTransaction second)
    {
        if (one.Agent != other.Agent || one.Transport != other.Transport) return false;
        var (sender, otherSender) = (first.Invite?.Sender ?? one.First, second.Invite?.Sender ?? other.First);

        // A TCP connection made anew has another port; a UDP socket keeps its own.
        return one.Transport == TransportKind.Udp ? sender == otherSender : sender.Address == otherSender.Address;
    }

    private static int DepthOf(InviteTransaction transaction) => transaction.Invite?.ViaDepth ?? int.MaxValue;

    private void TakeSetup(in Sighting line)
    {
        switch (line.Method)
        {
            case SipMethod.Invite when !line.IsRequest:
                TakeInviteResponse(line);
                break;
            case SipMethod.Cancel when line.IsRequest || line.Status is >= 200 and < 300:
                FindOrAddTransaction(line)?.Cancel(line);
                break;
            case SipMethod.Ack:
                TakeAck(line);
                break;
            default:
                break;
        }
    }

    private void TakeInviteResponse(in Sighting line)
    {
        if (BelongsToReinvite(line) || FindOrAddTransaction(line) is not { } transaction) return;
        var attempt = FindAttempt(line.From)!;
        if (line is { To: not 0, Status: > 100 and < 300 } or { Status: >= 200 and < 300 }) attempt.DialogOf(line.To).Respond(transaction, line);
        transaction.Respond(line);
        if (transaction.InviteAt == Moment.Never) attempt.IsLossProved = true;
    }

    /// <summary>Whether a response answers an INVITE within a dialog, which changes nothing.</summary>
    private bool BelongsToReinvite(in Sighting response)
    {
        foreach (ref readonly var line in _call.Sightings)
        {
            if (line is { Method: SipMethod.Invite, IsRequest: true, To: not 0 } && line.IsTransactionOf(response)) return true;
        }

        if (FindAttempt(response.From) is not { HasInvite: true } attempt) return false;

        // The re-INVITE itself was not seen: the dialog stood before, and its CSeq is above that of every INVITE that forms one.
        if (attempt.FindDialog(response.To) is not { IsConfirmed: true }) return false;
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (transaction.CSeq >= response.CSeq) return false;
        }

        return true;
    }

    private InviteTransaction? FindOrAddTransaction(in Sighting line)
    {
        if (FindAttempt(line.From) is not { } attempt) return null;
        if (attempt.FindTransaction(line, _call.Points) is { } known) return known;
        var isHome = line.Point == attempt.HomePoint;

        // Some user agents answer without the branch they were asked with: then the ends and the CSeq must do.
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (transaction.Point == line.Point && transaction.CSeq == line.CSeq) return transaction;
        }

        var added = attempt.Transactions.Add();
        added.Reset(line);
        added.IsHome = isHome;
        return added;
    }

    /// <summary>An ACK with a To-tag and a branch of its own acknowledges a 2xx (RFC 3261 §13.2.2.4), which may not have been seen.</summary>
    private void TakeAck(in Sighting line)
    {
        if (line.To == 0 || FindAttempt(line.From) is not { } attempt) return;
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (transaction.Status != 0 || transaction.Transaction == line.Transaction) return;
        }

        foreach (ref readonly var other in _call.Sightings)
        {
            if (other is { Method: SipMethod.Invite, IsRequest: false, Status: >= 200 } && other.From == line.From) return;
        }

        attempt.DialogOf(line.To).Acknowledge(IsHomeOf(attempt, line.Point), line.Time);
        attempt.IsLossProved = true;
    }

    private void TakeBye(in Sighting line)
    {
        if (!TryFindSide(line, out var attempt, out var toTag, out var byCaller)) return;
        var isHome = IsHomeOf(attempt, line.Point);
        _hangups.Add(new Hangup(line.Transaction, line.CSeq, attempt, toTag, byCaller));
        if (attempt.Dialogs.Count == 0) attempt.DialogOf(toTag);
        foreach (var dialog in attempt.Dialogs.Span)
        {
            if (toTag == 0 || dialog.ToTag == toTag) dialog.Hangup(byCaller, isHome, line, IsRefused(line));
        }
    }

    /// <summary>Whether a BYE was refused and ended nothing (RFC 3261 §15.1.1 ends the dialog at 2xx, 408 and 481). A challenge only asks who hangs up.</summary>
    private bool IsRefused(in Sighting bye)
    {
        foreach (ref readonly var line in _call.Sightings)
        {
            if (line is { Method: SipMethod.Bye, Status: >= 300 and not (401 or 407 or 408 or 481) } && line.IsTransactionOf(bye)) return true;
        }

        return false;
    }

    private void TakeByeResponse(in Sighting line)
    {
        foreach (var hangup in _hangups)
        {
            if (hangup.Transaction != line.Transaction || hangup.CSeq != line.CSeq) continue;
            Confirm(hangup, line);
            return;
        }

        if (line.Status is < 200 or >= 300 || !TryFindSide(line, out var attempt, out var toTag, out var byCaller)) return;
        attempt.IsLossProved = true;
        if (attempt.Dialogs.Count == 0) attempt.DialogOf(toTag);
        foreach (var dialog in attempt.Dialogs.Span)
        {
            if (toTag != 0 && dialog.ToTag != toTag) continue;
            if (!dialog.HasBye) dialog.Hangup(byCaller, IsHomeOf(attempt, line.Point), line, isRefused: false);
            dialog.ConfirmHangup(byCaller, line);
        }
    }

    private static void Confirm(Hangup hangup, in Sighting response)
    {
        foreach (var dialog in hangup.Attempt.Dialogs.Span)
        {
            if (hangup.ToTag == 0 || dialog.ToTag == hangup.ToTag) dialog.ConfirmHangup(hangup.ByCaller, response);
        }
    }

    /// <summary>Finds whose BYE it is by its tags. A BYE without a To-tag ends all dialogs of its caller, as RFC 2543 stacks and test
    /// tools send it; one with a To-tag that nobody gave ends nothing, unless no dialog is known at all.</summary>
    private bool TryFindSide(in Sighting line, out Attempt attempt, out byte toTag, out bool byCaller)
    {
        foreach (var one in _attempts.Span)
        {
            attempt = one;
            byCaller = line.From == one.FromTag && (line.From != line.To || IsSentByCaller(one, line));
            toTag = byCaller ? line.To : line.From;
            if (!byCaller && line.To != one.FromTag) continue;
            if (toTag == 0 || one.FindDialog(toTag) is not null || one.Dialogs.Count == 0) return true;
        }

        attempt = null!;
        toTag = 0;
        byCaller = false;
        return false;
    }

    /// <summary>Where no tags tell the sides apart (RFC 2543), the sender's address does.</summary>
    private bool IsSentByCaller(Attempt attempt, in Sighting line) => LegWriter.HomeInvite(attempt) is not { } invite ||
        _call.Points[line.Point].SenderOf(line).Address == invite.Sender.Address;

    private bool IsHomeOf(Attempt attempt, byte point)
    {
        foreach (var transaction in attempt.Transactions.Span)
        {
            if (transaction.IsHome && transaction.Point == point) return true;
        }

        if (point == attempt.HomePoint) return true;
        var home = _call.Points[attempt.HomePoint];
        return home.Transport != TransportKind.Udp && home.Transport == _call.Points[point].Transport && home.HasHostsOf(_call.Points[point]);
    }

    /// <summary>A BYE transaction, for its responses.</summary>
    private readonly record struct Hangup(ulong Transaction, uint CSeq, Attempt Attempt, byte ToTag, bool ByCaller);
}
