using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>One leg as the call stage knows it.</summary>
internal sealed class JoinMember(LegReport report)
{
    /// <summary>The last report of it.</summary>
    public LegReport Report { get; set; } = report;

    /// <summary>Whether it is over.</summary>
    public bool IsEnded => Report.Call is not null;

    /// <summary>Call-ID and From-tag.</summary>
    public (string CallId, string FromTag) Key => (Report.CallId, Report.FromTag);
}

/// <summary>The legs of one call.</summary>
internal sealed class JoinGroup : TimedPiece
{
    /// <summary>Its legs in the order in which they became known.</summary>
    public List<JoinMember> Members { get; } = [];

    /// <summary>Call-IDs that its legs name and that no leg of it bears.</summary>
    public bool HasUnmetReference => Members.Exists(member =>
        member.Report.Tokens is { } tokens && tokens.References.Any(callId => !Members.Exists(other => other.Report.CallId == callId)));

    /// <summary>Whether every leg known is over.</summary>
    public bool IsEnded => Members.TrueForAll(member => member.IsEnded);

    /// <summary>What was last given out.</summary>
    public ObservedCall? Given { get; set; }

    /// <summary>Whether it was given out and nothing new has come since.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Since when an ended leg waits for the others; null if none does.</summary>
    public Instant? WaitingSince { get; set; }

    /// <inheritdoc />
    public override StatePieceKind Kind => StatePieceKind.Group;

    /// <inheritdoc />
    public override void Write(StateWriter writer)
    {
        writer.Write(Deadline);
        writer.Write(IsSettled);
        writer.Write(WaitingSince);
        CallState.WriteOptional(writer, Given);
        writer.Write(Members, member => CallState.Write(writer, member.Report));
    }
}
