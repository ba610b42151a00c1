using System.Text;

namespace Gudok.Capture;

/// <summary>Reads what an event of FreeSWITCH tells.</summary>
/// <remarks>Events of a channel have all its variables, and so tell at its end what was missed while the connection was away.</remarks>
/// <param name="options">Names the variables.</param>
internal sealed class EslFacts(FeedOptions options)
{
    private readonly byte[] _callId = Encoding.UTF8.GetBytes("variable_" + (options.CallIdVariable.Length > 0 ? options.CallIdVariable : "sip_call_id"));
    private readonly byte[] _application = Encoding.UTF8.GetBytes("variable_" + options.ApplicationVariable);

    /// <summary>What an event tells; null for nothing that is needed.</summary>
    public FeedFact? Read(in FeedMessage message) => message.Text("Event-Name"u8) switch
    {
        "CHANNEL_CREATE" or "CHANNEL_ANSWER" or "CHANNEL_BRIDGE" => OfChannel(message),
        "CHANNEL_HANGUP_COMPLETE" => OfChannel(message) is { } fact ? fact with { IsOver = true } : null,
        "CUSTOM" when message.Text("Event-Subclass"u8) == "callcenter::info" => OfQueue(message),
        _ => null,
    };

    private FeedFact? OfChannel(in FeedMessage message) => message.Text("Unique-ID"u8) is not { } channel ? null : new FeedFact
    {
        Channel = channel,
        Conversation = message.Text("Channel-Call-UUID"u8),
        Other = message.Text("Event-Name"u8) == "CHANNEL_BRIDGE" ? message.Text("Other-Leg-Unique-ID"u8) : null,
        CallId = message.Text(_callId),
        Queue = Name(message.Text("variable_cc_queue"u8)),
        Agent = FactWords.Agent(message.Text("variable_cc_agent"u8)),
        Application = FactWords.Application(message.Text(_application)),
        OnlyFills = true,
    };

    // The event stands on the operator's channel or on the caller's: the member's is named in both.
    private FeedFact? OfQueue(in FeedMessage message)
    {
        var action = message.Text("CC-Action"u8);
        if (action is not ("member-queue-start" or "bridge-agent-start" or "bridge-agent-end" or "member-queue-end")) return null;
        if ((message.Text("CC-Member-Session-UUID"u8) ?? message.Text("Unique-ID"u8)) is not { } member) return null;
        var isOwn = message.Text("Unique-ID"u8) == member;
        return new FeedFact
        {
            Channel = member,
            Other = message.Text("CC-Agent-UUID"u8),
            CallId = isOwn ? message.Text(_callId) : null,
            Queue = Name(message.Text("CC-Queue"u8)),
            Agent = FactWords.Agent(message.Text("CC-Agent"u8)),
            Application = isOwn ? FactWords.Application(message.Text(_application)) : null,
            OnlyFills = action.EndsWith("-end", StringComparison.Ordinal),
        };
    }

    // support@default is the queue "support": what follows is the profile's domain.
    private static string? Name(string? queue) => FactWords.Queue(queue is null ? null : queue.Split('@', 2)[0]);
}
