namespace Gudok.Access;

/// <summary>How people sign in.</summary>
public sealed class SignInOptions
{
    /// <summary>Rounds of PBKDF2-HMAC-SHA-512 that a password costs; raised, an account's follows when the person next signs in. Default 220000 (OWASP), 100000 to 10000000.</summary>
    public int PasswordRounds { get; set; } = 220_000;

    /// <summary>Wrong attempts in a row that shut an account for <see cref="LockoutFor"/>. Default 5, 3 to 100.</summary>
    public int LockoutAfter { get; set; } = 5;

    /// <summary>How long an account stays shut after too many wrong attempts. Default 15 minutes, 1 minute to a day.</summary>
    public TimeSpan LockoutFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Wrong attempts from one network (an address of IPv4, 64 bits of IPv6), on any accounts, within <see cref="LockoutFor"/>; more are turned away unheard. Default 50, 10 to 10000.</summary>
    public int AttemptsPerAddress { get; set; } = 50;

    /// <summary>How long a session lasts, however much it is used. Default 12 hours, 10 minutes to 7 days.</summary>
    public TimeSpan SessionFor { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a session lasts without being used. Default 1 hour, 1 minute to a day.</summary>
    public TimeSpan SessionIdleFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long after signing in, here or at a provider that says when that was, a passkey can be added and new recovery codes made; later the person signs in anew. Default 5 minutes, 1 minute to an hour.</summary>
    public TimeSpan FreshFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Within how long whoever has a role by the mapping of a provider is to come by it; later password and passkey open nothing until the person did. Default 30 days, at most 366;
    /// 0 for never.</summary>
    public TimeSpan ProviderWithin { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a one-time password can be used. Default 3 days, 10 minutes to 30 days.</summary>
    public TimeSpan OneTimePasswordFor { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Other systems by whose accounts people may sign in, ten at most. Default none.</summary>
    public IList<ProviderOptions> Providers { get; } = [];

    /// <summary>What is wrong with the providers; nothing if nothing is.</summary>
    public IEnumerable<string> Validate() => ProviderCheck.Validate(Providers);
}
