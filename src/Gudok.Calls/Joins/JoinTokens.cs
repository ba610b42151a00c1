using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The UUIDs of a Session-ID header (RFC 7989), in lower case; the other one is empty where it was nil.</summary>
internal readonly record struct SessionPair(string One, string Other)
{
    /// <summary>Whether both ends are known.</summary>
    public bool IsFull => Other.Length > 0;

    /// <summary>The pair in the order of its texts, so that (A,B) and (B,A) are equal.</summary>
    public static SessionPair Of(string local, string remote)
    {
        if (local.Length == 0) (local, remote) = (remote, local);
        return remote.Length > 0 && string.CompareOrdinal(remote, local) < 0 ? new SessionPair(remote, local) : new SessionPair(local, remote);
    }

    /// <summary>Whether the UUID is one of the two.</summary>
    public bool Has(string uuid) => One == uuid || Other == uuid;
}

/// <summary>A dialog that another one replaces (RFC 3891).</summary>
internal sealed record ReplacedDialog(string CallId, string ToTag, string FromTag);

/// <summary>A REFER within a dialog (RFC 3515): who was asked to call whom.</summary>
internal sealed record ReferredCall(Party Target, HostAddress Host, Instant At);

/// <summary>What may join a leg to others or link its call to others. Immutable: each new fact gives a new one.</summary>
internal sealed record JoinTokens
{
    /// <summary>The most facts of one kind that are kept.</summary>
    public const int MaxFacts = 8;

    /// <summary>Nothing.</summary>
    public static JoinTokens None { get; } = new();

    /// <summary>The first Session-ID pair.</summary>
    public SessionPair? Session { get; init; }

    /// <summary>Full pairs that came later: the other end changed, so these link and do not join.</summary>
    public IReadOnlyList<SessionPair> LaterSessions { get; init; } = [];

    /// <summary>Call-IDs that X-Call-ID, X-CID or a configured header named, or that remain without a configured ending.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Dialogs that its INVITE or its REFER replaces.</summary>
    public IReadOnlyList<ReplacedDialog> Replaces { get; init; } = [];

    /// <summary>Calls that somebody was asked to make within its dialog.</summary>
    public IReadOnlyList<ReferredCall> Referred { get; init; } = [];

    /// <summary>Whether it names other legs of its own call.</summary>
    public bool MayJoin => Session is not null || References.Count > 0;

    /// <summary>Whether it names other calls.</summary>
    public bool MayLink => LaterSessions.Count > 0 || Replaces.Count > 0 || Referred.Count > 0;

    /// <summary>Takes a Session-ID pair: the first one, its completion, or a change.</summary>
    public JoinTokens With(SessionPair pair)
    {
        if (pair.One.Length == 0 || Session == pair || LaterSessions.Contains(pair)) return this;
        if (Session is not { } first) return this with { Session = pair };
        if (!pair.IsFull) return this;
        if (!first.IsFull && pair.Has(first.One)) return this with { Session = pair };
        return LaterSessions.Count < MaxFacts ? this with { LaterSessions = [.. LaterSessions, pair] } : this;
    }

    /// <summary>Takes the Call-ID of another leg.</summary>
    public JoinTokens WithReference(string callId) =>
        References.Contains(callId) || References.Count >= MaxFacts ? this : this with { References = [.. References, callId] };

    /// <summary>Takes a dialog that is replaced.</summary>
    public JoinTokens With(ReplacedDialog dialog) =>
        Replaces.Contains(dialog) || Replaces.Count >= MaxFacts ? this : this with { Replaces = [.. Replaces, dialog] };

    /// <summary>Takes a REFER.</summary>
    public JoinTokens With(ReferredCall referred) =>
        Referred.Any(known => known.Target == referred.Target && known.Host == referred.Host) || Referred.Count >= MaxFacts
            ? this
            : this with { Referred = [.. Referred, referred] };
}
