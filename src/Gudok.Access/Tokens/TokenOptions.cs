namespace Gudok.Access;

/// <summary>How programs come by tokens (OAuth 2.0).</summary>
public sealed class TokenOptions
{
    /// <summary>The address under which programs reach this server, which names it in tokens (RFC 8414, <c>issuer</c>): <c>https://calls.example.org</c>. Default none: the address that the request came to.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>How long a token holds. Default 10 minutes, 1 minute to 1 hour.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a key signs tokens before the next one takes over. Default 30 days, 1 day to 1 year.</summary>
    public TimeSpan KeyPeriod { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Tokens that open nothing from one network (IPv6: 64 bits) in <see cref="RefusalsWithin"/>; more are told to wait (429) and journaled once. Those that open something pass all the same. Default 30, 1 to 10000.</summary>
    public int RefusalsPerAddress { get; set; } = 30;

    /// <summary>The time for <see cref="RefusalsPerAddress"/>. Default 10 minutes, 1 minute to a day.</summary>
    public TimeSpan RefusalsWithin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How far clocks of programs may be off. Default 30 seconds, 0 to 5 minutes.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);
}
