using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The round trips of a call, found from the RTCP that passes between two ends: one for each section of the way.</summary>
internal sealed class RoundTrips
{
    /// <summary>Sections of one call; those of further ones are not measured.</summary>
    private const int MostPaths = 8;

    private readonly List<(NetworkEndpoint One, NetworkEndpoint Other, RoundTripMeter Meter)> _paths = [];

    /// <summary>The meter of a section; null if there are too many.</summary>
    /// <param name="source">Where media come from.</param>
    /// <param name="destination">Where they go to.</param>
    public RoundTripMeter? MeterOf(in NetworkEndpoint source, in NetworkEndpoint destination)
    {
        foreach (var (one, other, meter) in _paths)
        {
            if (Joins(one, other, source, destination)) return meter;
        }

        if (_paths.Count == MostPaths) return null;
        var begun = new RoundTripMeter();
        _paths.Add((source, destination, begun));
        return begun;
    }

    /// <summary>Round trip of the section that a stream passes, milliseconds; null if not known.</summary>
    /// <remarks>Behind a translator of addresses RTCP comes from a port that tells nothing: then the hosts decide, if they leave no doubt.</remarks>
    public double? Of(in NetworkEndpoint source, in NetworkEndpoint destination)
    {
        RoundTripMeter? likely = null;
        var isSure = true;
        foreach (var (one, other, meter) in _paths)
        {
            if (Joins(one, other, source, destination)) return meter.WholeMs;
            if (!JoinHosts(one, other, source, destination)) continue;
            isSure = likely is null;
            likely = meter;
        }

        return isSure ? likely?.WholeMs : null;
    }

    /// <summary>The longest, milliseconds; null if none is known.</summary>
    public double? Longest => _paths.Max(path => path.Meter.WholeMs);

    private static bool Joins(in NetworkEndpoint one, in NetworkEndpoint other, in NetworkEndpoint source, in NetworkEndpoint destination) =>
        (one == source && other == destination) || (one == destination && other == source);

    private static bool JoinHosts(in NetworkEndpoint one, in NetworkEndpoint other, in NetworkEndpoint source, in NetworkEndpoint destination) =>
        (one.Address == source.Address && other.Address == destination.Address) || (one.Address == destination.Address && other.Address == source.Address);
}
