using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Says which legs are one call. A caller must not be able to weld a call to another's, so a header alone joins nothing.</summary>
internal sealed class JoinRule(AssemblyOptions options)
{
    private readonly HashSet<HostAddress> _hosts = [.. HostList.Read(options.B2buaHosts)];

    /// <summary>The names under which the legs of one call can find each other: Call-IDs and the UUIDs of Session-ID.</summary>
    public static IEnumerable<string> NamesOf(LegReport report)
    {
        yield return report.CallId;
        if (report.Tokens is not { } tokens) yield break;
        foreach (var reference in tokens.References) yield return reference;
        if (tokens.Session is not { } session) yield break;
        yield return session.One;
        if (session.IsFull) yield return session.Other;
    }

    /// <summary>Whether two legs are one call.</summary>
    public bool AreOneCall(LegReport one, LegReport other) =>
        HaveOneSession(one, other) || IsBehind(one, other) || IsBehind(other, one) || AreSiblings(one, other);

    /// <summary>RFC 7989: equal pairs in either order, or a half pair whose end the other has, of legs that overlap.</summary>
    private bool HaveOneSession(LegReport one, LegReport other)
    {
        if (one.Tokens?.Session is not { } first || other.Tokens?.Session is not { } second) return false;
        var isOne = first == second || (!first.IsFull && second.Has(first.One)) || (!second.IsFull && first.Has(second.One));
        return isOne && Overlap(one, other) && Overlap(other, one);
    }

    /// <summary>Whether the second leg names the first and comes from a host that may say so: a configured one, or the one that the
    /// first leg entered shortly before.</summary>
    private bool IsBehind(LegReport second, LegReport first)
    {
        if (second.Tokens is not { } tokens || !tokens.References.Contains(first.CallId)) return false;
        return second.Left.Any(_hosts.Contains) || LeavesSoon(second, first);
    }

    /// <summary>Whether both name the same leg and leave the same host: two branches of a back-to-back user agent whose other side was
    /// not seen.</summary>
    private bool AreSiblings(LegReport one, LegReport other)
    {
        if (one.Tokens is not { } first || other.Tokens is not { } second || !first.References.Any(second.References.Contains)) return false;
        var isNear = (one.StartedAt - other.StartedAt).Duration() <= options.JoinHostWindow;
        return isNear && one.Left.Any(other.Left.Contains);
    }

    private bool LeavesSoon(LegReport second, LegReport first)
    {
        var after = second.StartedAt - first.StartedAt;
        return after >= -options.MirrorWindow && after <= options.JoinHostWindow && second.Left.Any(first.Entered.Contains);
    }

    private bool Overlap(LegReport one, LegReport other) =>
        one.Call?.EndedAt is not { } end || other.StartedAt <= end + options.JoinWait;
}
