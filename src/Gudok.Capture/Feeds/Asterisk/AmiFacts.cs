using System.Text;

namespace Gudok.Capture;

/// <summary>Reads what an event of AMI tells: of CEL over AMI, too.</summary>
/// <param name="options">Names the variables.</param>
internal sealed class AmiFacts(FeedOptions options)
{
    private readonly byte[][] _callId = options.CallIdVariable.Length > 0 ? [Encoding.UTF8.GetBytes(options.CallIdVariable)] : ["GUDOK_CALLID"u8.ToArray(), "SIPCALLID"u8.ToArray()];
    private readonly byte[] _application = Encoding.UTF8.GetBytes(options.ApplicationVariable);

    /// <summary>What an event tells; null for nothing that is needed.</summary>
    public FeedFact? Read(in FeedMessage message)
    {
        // Variables that are no channel's stand on the channel "none".
        if (message.Text("Uniqueid"u8) is not { } channel || channel == "none") return null;
        var fact = new FeedFact { Channel = channel, Conversation = message.Text("Linkedid"u8) };
        return message.Text("Event"u8)?.ToUpperInvariant() switch
        {
            "NEWCHANNEL" => fact,
            "HANGUP" => fact with { IsOver = true },
            "VARSET" => OfVariable(message, fact),
            "QUEUECALLERJOIN" => fact with { Queue = FactWords.Queue(message.Text("Queue"u8)) },
            "AGENTCONNECT" => OfAgent(message, fact),
            "AGENTCOMPLETE" => OfAgent(message, fact) with { OnlyFills = true },
            "CEL" => OfCel(message, fact),
            _ => null,
        };
    }

    private FeedFact? OfVariable(in FeedMessage message, in FeedFact fact)
    {
        // Names of variables are compared with case, as the dialplan does.
        var name = message.Find("Variable"u8);
        if (name.SequenceEqual(_application)) return fact with { Application = FactWords.Application(message.Text("Value"u8)) };
        foreach (var callId in _callId)
        {
            if (name.SequenceEqual(callId)) return fact with { CallId = message.Text("Value"u8) };
        }

        return null;
    }

    private static FeedFact OfAgent(in FeedMessage message, in FeedFact fact) => fact with
    {
        Other = message.Text("DestUniqueid"u8),
        Queue = FactWords.Queue(message.Text("Queue"u8)),
        Agent = FactWords.Agent(message.Text("MemberName"u8)) ?? FactWords.Agent(message.Text("Interface"u8)),
    };

    private static FeedFact? OfCel(in FeedMessage message, in FeedFact fact) => message.Text("EventName"u8)?.ToUpperInvariant() switch
    {
        "CHAN_START" or "ANSWER" or "BRIDGE_ENTER" => fact,
        "CHAN_END" => fact with { IsOver = true },
        "APP_START" when message.Says("Application"u8, "Queue"u8) => fact with { Queue = FactWords.Queue(FirstArgument(message.Text("AppData"u8))) },
        _ => null,
    };

    private static string? FirstArgument(string? data) => data is null ? null : data.Split(',', 2)[0];
}
