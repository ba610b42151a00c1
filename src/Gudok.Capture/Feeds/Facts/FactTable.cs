using System.Runtime.InteropServices;

namespace Gudok.Capture;

/// <summary>What PBXs told of channels that are in progress or just over. Bounded: the channel of which nothing was told for longest goes first. Thread-safe.</summary>
/// <remarks>A channel moves with its conversation and keeps what was told of it: an operator's channel that stays up all day takes part in many conversations, which
/// must not become one. The operator is of two channels alone, as a queue rings others who have Call-IDs and records of their own.</remarks>
/// <param name="options">The limits.</param>
/// <param name="clock">Tells how long ago something was told.</param>
internal sealed class FactTable(FeedsOptions options, TimeProvider clock)
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, LinkedListNode<TrackedChannel>> _channels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TrackedConversation> _conversations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TrackedChannel> _byCallId = new(StringComparer.Ordinal);
    private readonly LinkedList<TrackedChannel> _open = new();
    private readonly LinkedList<TrackedChannel> _over = new();

    /// <summary>Is told, outside of the table's turn, of the Call-IDs of which something new is known.</summary>
    public Action<IReadOnlyList<string>>? Changed { get; set; }

    /// <summary>Channels that are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_turn) return _channels.Count;
        }
    }

    /// <summary>Takes what an event tells.</summary>
    public void Learn(FeedCounters feed, in FeedFact fact)
    {
        var changed = new List<string>();
        lock (_turn)
        {
            var channel = Touch(feed, fact.Channel, fact.IsOver);
            Join(channel, fact.Conversation is { } id ? Id(feed, id) : channel.Conversation?.Id ?? channel.Id);
            var other = fact.Other is { } named && named != fact.Channel ? Touch(feed, named, isOver: false) : null;
            if (other is not null) Join(other, channel.Conversation!.Id);
            if (fact.CallId is { } callId) Name(channel, callId, changed);
            if (fact.Agent is { } agent) Tell(channel, other, agent, fact.OnlyFills, changed);
            TellAll(channel.Conversation!, fact, changed);
            Forget();
        }

        if (changed.Count > 0) Changed?.Invoke(changed);
    }

    /// <summary>What is known of a call by the Call-IDs of its legs, the first leg that knows it first; null if nothing is.</summary>
    public ToldFacts? Find(IEnumerable<string> callIds)
    {
        lock (_turn)
        {
            ToldFacts? told = null;
            foreach (var callId in callIds)
            {
                if (!_byCallId.TryGetValue(callId, out var channel) || !channel.TellsSomething) continue;
                told = told is null
                    ? new ToldFacts(channel.Feed, channel.Queue, channel.Agent, channel.Application)
                    : told with { Queue = told.Queue ?? channel.Queue, Agent = told.Agent ?? channel.Agent, Application = told.Application ?? channel.Application };
            }

            return told;
        }
    }

    /// <summary>Notes that what is known went into a record.</summary>
    public void NoteMatched(IEnumerable<string> callIds)
    {
        lock (_turn)
        {
            foreach (var callId in callIds)
            {
                if (_byCallId.TryGetValue(callId, out var channel) && channel.Conversation is { } conversation) conversation.IsMatched = true;
            }
        }
    }

    /// <summary>Forgets what nobody asks for any more; what gave no record is counted.</summary>
    public void Tidy()
    {
        lock (_turn) Forget();
    }

    private static string Id(FeedCounters feed, string id) => $"{feed.Name} {id}";

    private TrackedChannel Touch(FeedCounters feed, string name, bool isOver)
    {
        var id = Id(feed, name);
        ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_channels, id, out _);
        node ??= new LinkedListNode<TrackedChannel>(new TrackedChannel(feed, id));
        var channel = node.Value;
        channel.IsOver |= isOver;
        channel.TouchedAt = clock.GetTimestamp();
        node.List?.Remove(node);
        (channel.IsOver ? _over : _open).AddLast(node);
        return channel;
    }

    private void Join(TrackedChannel channel, string id)
    {
        if (channel.Conversation?.Id == id) return;
        ref var conversation = ref CollectionsMarshal.GetValueRefOrAddDefault(_conversations, id, out _);
        conversation ??= new TrackedConversation(id);
        if (conversation.IsFull)
        {
            channel.Feed.CountDropped();
            if (channel.Conversation is null) JoinOwn(channel);
            return;
        }

        var joined = conversation;
        Leave(channel);
        Enter(channel, joined);
    }

    // Its conversation takes no more channels: it stands alone, and what is told of it is known all the same.
    private void JoinOwn(TrackedChannel channel)
    {
        var id = $"alone {channel.Id}";
        if (!_conversations.TryGetValue(id, out var own)) _conversations[id] = own = new TrackedConversation(id);
        Enter(channel, own);
    }

    private static void Enter(TrackedChannel channel, TrackedConversation conversation)
    {
        conversation.Channels.Add(channel);
        channel.Conversation = conversation;
        channel.Queue = conversation.Queue ?? channel.Queue;
        channel.Application = conversation.Application ?? channel.Application;
    }

    private void Leave(TrackedChannel channel)
    {
        if (channel.Conversation is not { } left) return;
        left.Channels.Remove(channel);
        if (left.Channels.Count == 0) _conversations.Remove(left.Id);
    }

    private void Name(TrackedChannel channel, string callId, List<string> changed)
    {
        if (channel.CallId == callId && _byCallId.GetValueOrDefault(callId) == channel) return;
        Unname(channel);
        channel.CallId = callId;
        _byCallId[callId] = channel;
        if (channel.TellsSomething) changed.Add(callId);
    }

    private void Unname(TrackedChannel channel)
    {
        if (channel.CallId is { } before && _byCallId.GetValueOrDefault(before) == channel) _byCallId.Remove(before);
    }

    private static void Tell(TrackedChannel channel, TrackedChannel? other, string agent, bool onlyFills, List<string> changed)
    {
        foreach (var one in other is null ? [channel] : new[] { channel, other })
        {
            if (one.Agent == agent || (onlyFills && one.Agent is not null)) continue;
            one.Agent = agent;
            if (one.CallId is { } callId) changed.Add(callId);
        }
    }

    private static void TellAll(TrackedConversation conversation, in FeedFact fact, List<string> changed)
    {
        if (fact.Queue is null && fact.Application is null) return;
        conversation.Queue = fact.OnlyFills ? conversation.Queue ?? fact.Queue : fact.Queue ?? conversation.Queue;
        conversation.Application = fact.Application ?? conversation.Application;
        foreach (var channel in conversation.Channels)
        {
            var (queue, application) = (conversation.Queue ?? channel.Queue, conversation.Application ?? channel.Application);
            if (channel.Queue == queue && channel.Application == application) continue;
            (channel.Queue, channel.Application) = (queue, application);
            if (channel.CallId is { } callId) changed.Add(callId);
        }
    }

    private void Forget()
    {
        while (_over.First is { } first && clock.GetElapsedTime(first.Value.TouchedAt) > options.LateFor) Remove(first);
        while (_open.First is { } first && clock.GetElapsedTime(first.Value.TouchedAt) > options.RememberFor) Remove(first);
        while (_channels.Count > options.RememberedChannels && (_over.First ?? _open.First) is { } oldest)
        {
            oldest.Value.Feed.CountDropped();
            Remove(oldest);
        }
    }

    private void Remove(LinkedListNode<TrackedChannel> node)
    {
        var channel = node.Value;
        node.List!.Remove(node);
        _channels.Remove(channel.Id);
        Unname(channel);
        Leave(channel);
        // Once for a conversation: with the last of its channels.
        if (channel is { TellsSomething: true, Conversation: { IsMatched: false, Channels.Count: 0 } }) channel.Feed.CountUnmatched();
    }
}
