namespace Gudok.Access;

/// <summary>Whether a token opens anything; a closed set.</summary>
public abstract record TokenVerdict
{
    private TokenVerdict()
    {
    }

    /// <summary>It does.</summary>
    /// <param name="Actor">The program that it was given to.</param>
    /// <param name="EndsAt">Until when.</param>
    public sealed record Accepted(Actor Actor, DateTimeOffset EndsAt) : TokenVerdict;

    /// <summary>It does not (RFC 6750 §3.1: <c>invalid_token</c>).</summary>
    /// <param name="Description">Why, in ASCII.</param>
    public sealed record Refused(string Description) : TokenVerdict;

    /// <summary>It does not, and too many that do not came from its network.</summary>
    /// <param name="After">When to try again.</param>
    public sealed record Slow(TimeSpan After) : TokenVerdict;
}
