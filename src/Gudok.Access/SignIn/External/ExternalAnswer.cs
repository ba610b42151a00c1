namespace Gudok.Access;

/// <summary>What becomes of somebody who came back from a provider.</summary>
public abstract record ExternalAnswer
{
    private ExternalAnswer()
    {
    }

    /// <summary>It goes on: signed in, or our own second factor follows.</summary>
    /// <param name="Step">The session.</param>
    /// <param name="To">The page to go to.</param>
    public sealed record Next(SignInAnswer.Next Step, string To) : ExternalAnswer;

    /// <summary>Refused.</summary>
    /// <param name="Code">One of GDK-7050 to GDK-7058.</param>
    public sealed record Refused(string Code) : ExternalAnswer;

    /// <summary>Too many refused attempts came from the same address.</summary>
    /// <param name="After">When to try again.</param>
    public sealed record Slow(TimeSpan After) : ExternalAnswer;
}
