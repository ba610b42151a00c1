using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Bounds the log of one Call-ID: many INVITEs under one Call-ID cost bounded work (case 41), and a long call with a thousand
/// re-INVITEs keeps room for its BYE.</summary>
internal static class LogLimits
{
    /// <summary>Re-INVITEs remembered, for their responses.</summary>
    private const int MaxReinvites = 8;

    /// <summary>Lines set aside for what answers and ends calls.</summary>
    private const int Reserve = 32;

    /// <summary>Whether a new line is one too many. Makes room for a re-INVITE by forgetting the oldest.</summary>
    public static bool IsOver(AssemblyOptions options, OpenCall call, in Sighting line)
    {
        if (line is { Method: SipMethod.Invite, IsRequest: true, To: not 0 }) ForgetOldReinvites(call);
        if (line.IsFormingInvite) return IsInviteOver(options, call, line);
        var isVital = line.Method == SipMethod.Bye || (line.Method == SipMethod.Invite && line.Status is >= 200 and < 300);
        return call.SightingCount >= options.SightingsPerCall + (isVital ? Reserve : 0);
    }

    /// <summary>Whether a response answers a re-INVITE that is remembered: it changes nothing and need not be.</summary>
    public static bool IsReinviteResponse(OpenCall call, in Sighting response)
    {
        if (response.IsRequest || response.Method != SipMethod.Invite) return false;
        foreach (ref readonly var line in call.Sightings)
        {
            if (line is { Method: SipMethod.Invite, IsRequest: true, To: not 0 } && line.IsTransactionOf(response)) return true;
        }

        return false;
    }

    private static bool IsInviteOver(AssemblyOptions options, OpenCall call, in Sighting invite)
    {
        if (call.Invites.Length >= options.BranchesPerCall || call.SightingCount >= options.SightingsPerCall) return true;
        ulong callers = 0;
        foreach (var known in call.Invites) callers |= 1UL << known.From;
        var isNewCaller = (callers & (1UL << invite.From)) == 0;
        return isNewCaller && System.Numerics.BitOperations.PopCount(callers) >= options.LegsPerCall;
    }

    private static void ForgetOldReinvites(OpenCall call)
    {
        var (count, oldest) = (0, -1);
        for (var index = 0; index < call.SightingCount; index++)
        {
            if (call.Sightings[index] is not { Method: SipMethod.Invite, IsRequest: true, To: not 0 }) continue;
            if (oldest < 0) oldest = index;
            count++;
        }

        if (count >= MaxReinvites) call.RemoveAt(oldest);
    }
}
