namespace Gudok.Access;

/// <summary>Somebody who holds a session.</summary>
/// <param name="Stage">How far the sign-in has come: only <see cref="SessionStage.Open"/> opens anything.</param>
/// <param name="Actor">Who it is.</param>
/// <param name="HasOneTimePassword">Whether an own password is still to be chosen.</param>
/// <param name="HasSecondFactor">Whether the account has a second factor.</param>
public sealed record SignedIn(SessionStage Stage, Actor Actor, bool HasOneTimePassword, bool HasSecondFactor)
{
    /// <summary>Id of the provider by which the sign-in began; null if it began here.</summary>
    public string? Provider { get; init; }

    /// <summary>What the browser called itself when the session began; null if it did not.</summary>
    public string? Device { get; init; }
}
