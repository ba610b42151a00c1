namespace Gudok.Access;

/// <summary>What the token endpoint answers; a closed set.</summary>
public abstract record TokenAnswer
{
    private TokenAnswer()
    {
    }

    /// <summary>A token (RFC 6749 §5.1).</summary>
    /// <param name="Token">The access token, a JWT (RFC 9068).</param>
    /// <param name="ExpiresIn">How long it holds.</param>
    /// <param name="Scope">The acts that it allows, separated by blanks.</param>
    public sealed record Granted(string Token, TimeSpan ExpiresIn, string Scope) : TokenAnswer;

    /// <summary>No token (RFC 6749 §5.2).</summary>
    /// <param name="Error">The error's code: <c>invalid_client</c>.</param>
    /// <param name="Description">What is wrong and how to mend it, in ASCII; nothing that helps whoever guesses.</param>
    public sealed record Refused(string Error, string Description) : TokenAnswer;
}
