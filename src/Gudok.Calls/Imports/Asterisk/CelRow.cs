namespace Gudok.Calls;

/// <summary>One event of a channel: a part of a call that means nothing alone.</summary>
internal sealed record CelRow : CallRow
{
    /// <summary><c>CHAN_START</c>, <c>ANSWER</c>, <c>HANGUP</c> …</summary>
    public required string Event { get; init; }

    /// <summary>The channel's name.</summary>
    public required string Channel { get; init; }

    /// <summary><c>DIALSTATUS</c> of a hang-up, empty if it has none.</summary>
    public string DialStatus { get; init; } = "";

    /// <summary>The channel that hung up first, empty if the event does not say.</summary>
    public string HangupSource { get; init; } = "";
}
