using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>What a leg report says.</summary>
public enum LegReportKind
{
    /// <summary>A leg that names others has begun, or names more of them: the call stage shall expect it.</summary>
    Opened,

    /// <summary>The call of one Call-ID is over, or what was said of it has changed.</summary>
    Ended,
}

/// <summary>What the leg stage hands to the call stage. Immutable; may pass between threads.</summary>
public sealed class LegReport
{
    /// <summary>What it says.</summary>
    public LegReportKind Kind { get; internal init; }

    /// <summary>The moment of the stage's clock at which it was made; a stage's reports of one call come in this order.</summary>
    public Instant At { get; internal init; }

    /// <summary>Call-ID.</summary>
    internal string CallId { get; init; } = "";

    /// <summary>From-tag of the first INVITE.</summary>
    internal string FromTag { get; init; } = "";

    /// <summary>Start of the leg.</summary>
    internal Instant StartedAt { get; init; }

    /// <summary>Addresses that sent the leg's INVITE, hop by hop.</summary>
    internal IReadOnlyList<HostAddress> Left { get; init; } = [];

    /// <summary>Addresses that received it.</summary>
    internal IReadOnlyList<HostAddress> Entered { get; init; } = [];

    /// <summary>What it names; null for most calls.</summary>
    internal JoinTokens? Tokens { get; init; }

    /// <summary>The call as read from this Call-ID alone; null in <see cref="LegReportKind.Opened"/>.</summary>
    internal ObservedCall? Call { get; init; }

    /// <summary>Whether the input ended or the call was pushed out, so that nothing may be waited for.</summary>
    internal bool IsForced { get; init; }

    /// <summary>The report with the messages of an earlier one: they are given out once, with what was read first.</summary>
    internal LegReport WithMessagesOf(LegReport earlier) =>
        Call is { Messages.Count: 0 } && earlier.Call is { Messages.Count: > 0 } before ? With(Kind, Call with { Messages = before.Messages }) : this;

    /// <summary>The report without messages: enough to be joined with later ones.</summary>
    internal LegReport WithoutMessages() => Call is { Messages.Count: > 0 } ? With(Kind, Call with { Messages = [] }) : this;

    /// <summary>The report without what was read of the call: enough to know what it names.</summary>
    internal LegReport WithoutCall() => With(LegReportKind.Opened, call: null);

    private LegReport With(LegReportKind kind, ObservedCall? call) => new()
    {
        Kind = kind,
        At = At,
        CallId = CallId,
        FromTag = FromTag,
        StartedAt = StartedAt,
        Left = Left,
        Entered = Entered,
        Tokens = Tokens,
        Call = call,
        IsForced = IsForced && call is not null,
    };
}
