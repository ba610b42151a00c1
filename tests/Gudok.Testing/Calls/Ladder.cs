using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>SIP traffic written as a ladder: hosts are names, times are milliseconds from the start, each line is one message.</summary>
public sealed class Ladder
{
    private readonly Dictionary<string, NetworkEndpoint> _hosts = new(StringComparer.Ordinal);

    /// <summary>The moment zero.</summary>
    public Instant Start { get; init; } = Instant.From(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    /// <summary>Every message written so far, in the order of writing.</summary>
    public List<LadderStep> Steps { get; } = [];

    /// <summary>The messages in order of time.</summary>
    public IReadOnlyList<LadderStep> InOrder => [.. Steps.OrderBy(step => step.Time)];

    /// <summary>A call between two hosts. Whoever sends the INVITE is the left one.</summary>
    public LadderLeg Leg(
        string callId, string left, string right, string from = "sip:1001@example.org", string to = "sip:2002@example.org", string? fromTag = null) =>
        new(this, callId, left, right, from, to, fromTag ?? "a-" + callId, []);

    /// <summary>The address of a host.</summary>
    public NetworkEndpoint Host(string name)
    {
        if (_hosts.TryGetValue(name, out var known)) return known;
        var endpoint = NetworkEndpoint.FromIPv4(0xC000_0200 + (uint)_hosts.Count + 1, 5060);
        _hosts.Add(name, endpoint);
        return endpoint;
    }

    /// <summary>A moment of the ladder.</summary>
    public Instant At(double milliseconds) => Start + TimeSpan.FromMilliseconds(milliseconds);
}
