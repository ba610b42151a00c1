using System.Diagnostics.Metrics;

namespace Gudok.Access;

/// <summary>What signing in counts.</summary>
public static class SignInMeter
{
    private static readonly Meter _meter = new("Gudok.SignIn");

    /// <summary>What was turned away because too much came from its network, by what it was: <c>signin</c>, <c>token</c>, <c>request</c>.</summary>
    public static Counter<long> Slowed { get; } = _meter.CreateCounter<long>("gudok_signin_slowed", null, "Attempts and requests of strangers turned away because too many came from their network, by what they were");

    /// <summary>Passwords hashed, to keep them or to compare: what strangers make a processor do.</summary>
    public static Counter<long> Hashed { get; } = _meter.CreateCounter<long>("gudok_signin_hashes", null, "Passwords hashed, to keep them or to compare");
}
