namespace Gudok.Access;

/// <summary>What becomes of a step of signing in.</summary>
public abstract record SignInAnswer
{
    private SignInAnswer()
    {
    }

    /// <summary>It goes on, in a new session: the former token is worth nothing any more.</summary>
    /// <param name="Token">What the browser is to show from now on.</param>
    /// <param name="Stage">How far it has come.</param>
    public sealed record Next(string Token, SessionStage Stage) : SignInAnswer;

    /// <summary>Refused. Why is not said: an answer would tell whether there is such an account, whether it is blocked, or which part was wrong.</summary>
    public sealed record Refused : SignInAnswer;

    /// <summary>Right, and not let in: somebody whose role a provider gives has not come by it for long, so it may have put that person out.</summary>
    /// <param name="Provider">The id of the provider to sign in by first.</param>
    public sealed record ByProvider(string Provider) : SignInAnswer;

    /// <summary>Too many wrong attempts came from the same address.</summary>
    /// <param name="After">When to try again.</param>
    public sealed record Slow(TimeSpan After) : SignInAnswer;
}
