using Gudok.Capture;
using Gudok.Sip;

namespace Gudok.Benchmarks;

/// <summary>One message of simulated traffic, kept.</summary>
internal sealed record TrafficMessage(Instant Time, NetworkEndpoint Source, NetworkEndpoint Destination, TransportKind Transport, byte[] Bytes)
{
    public SipFrame ToFrame() => new() { Time = Time, Source = Source, Destination = Destination, Transport = Transport, Message = Bytes };
}

/// <summary>The messages of a simulated contact centre, in order of time.</summary>
internal static class Traffic
{
    public static List<TrafficMessage> Of(long calls)
    {
        var messages = new List<TrafficMessage>();
        var simulator = new CallSimulator(new SimulationOptions { Calls = calls });
        while (simulator.MoveNext())
        {
            var now = simulator.Current;
            messages.Add(new TrafficMessage(now.Time, now.Source, now.Destination, now.Transport, now.Bytes.ToArray()));
        }

        return messages;
    }
}
