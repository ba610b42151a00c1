using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Tells whoever watches when a call is answered and when it is over.</summary>
/// <param name="reader">Reads a call's log.</param>
/// <param name="watch">Who watches; null if nobody does, and then nothing is read.</param>
internal sealed class TalkTeller(CallReader reader, ITalkWatch? watch)
{
    /// <summary>Looks at a call after a message of an INVITE: an answer, or an INVITE that came behind its answer.</summary>
    public void OnLine(OpenCall call, in Sighting line)
    {
        if (watch is not null && line.Method == SipMethod.Invite && (line.IsFormingInvite || line.Status is >= 200 and < 300)) Look(call);
    }

    /// <summary>Looks at a call of which nothing has been told, or not all.</summary>
    public void Look(OpenCall call)
    {
        if (watch is null || call.IsSettled || !HasAnswer(call)) return;
        reader.Read(call);
        if (reader.TryReadTalk(call, out var talk) && watch.TryTake(call.CallId, talk)) call.IsWatched = true;
        else End(call);
    }

    /// <summary>A call is given out. One that proves to be none was never answered.</summary>
    public void End(OpenCall call)
    {
        if (!call.IsWatched) return;
        call.IsWatched = false;
        watch!.End(call.CallId);
    }

    private static bool HasAnswer(OpenCall call)
    {
        foreach (ref readonly var line in call.Sightings)
        {
            if (line is { Method: SipMethod.Invite, Status: >= 200 and < 300 }) return true;
        }

        return false;
    }
}
