namespace Gudok.Capture;

/// <summary>What is known of one channel of a PBX.</summary>
/// <param name="feed">Who tells of it.</param>
/// <param name="id">Its id, unique over all feeds.</param>
internal sealed class TrackedChannel(FeedCounters feed, string id)
{
    public FeedCounters Feed { get; } = feed;

    public string Id { get; } = id;

    /// <summary>The conversation that it takes part in now.</summary>
    public TrackedConversation? Conversation { get; set; }

    public string? CallId { get; set; }

    public string? Queue { get; set; }

    public string? Agent { get; set; }

    public string? Application { get; set; }

    public bool IsOver { get; set; }

    /// <summary>When it was last told of, as a time stamp of the clock.</summary>
    public long TouchedAt { get; set; }

    public bool TellsSomething => Queue is not null || Agent is not null || Application is not null;
}
