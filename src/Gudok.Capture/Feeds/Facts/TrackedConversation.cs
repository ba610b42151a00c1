namespace Gudok.Capture;

/// <summary>Channels that belong together: what is told of one holds for all, and for those that join later.</summary>
/// <param name="id">Its id, unique over all feeds.</param>
internal sealed class TrackedConversation(string id)
{
    /// <summary>The most channels of one conversation: a queue may ring many operators.</summary>
    public const int MostChannels = 64;

    public string Id { get; } = id;

    public List<TrackedChannel> Channels { get; } = [];

    public string? Queue { get; set; }

    public string? Application { get; set; }

    /// <summary>Whether something of it went into a record.</summary>
    public bool IsMatched { get; set; }

    public bool IsFull => Channels.Count >= MostChannels;
}
