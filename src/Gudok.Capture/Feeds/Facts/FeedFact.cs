namespace Gudok.Capture;

/// <summary>What one event tells of a channel. Holds no telephone number: events are read by the keys that are needed only.</summary>
internal readonly record struct FeedFact
{
    /// <summary>The PBX's own id of the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The PBX's own id of the conversation that the channel takes part in; null if the event does not tell.</summary>
    public string? Conversation { get; init; }

    /// <summary>Another channel of the same conversation, that of the operator or of the caller; null if there is none.</summary>
    public string? Other { get; init; }

    /// <summary>SIP Call-ID of the channel.</summary>
    public string? CallId { get; init; }

    /// <summary>The queue that the conversation waits or waited in.</summary>
    public string? Queue { get; init; }

    /// <summary>Who took the call: an account's name, or an extension.</summary>
    public string? Agent { get; init; }

    /// <summary>Id of the application.</summary>
    public string? Application { get; init; }

    /// <summary>Whether queue and operator are those of what is behind: they fill what is not known, and do not replace what came later.</summary>
    public bool OnlyFills { get; init; }

    /// <summary>Whether the channel is over.</summary>
    public bool IsOver { get; init; }
}
