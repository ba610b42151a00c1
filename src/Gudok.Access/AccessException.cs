namespace Gudok.Access;

/// <summary>A fault of this module.</summary>
/// <param name="code">One of <see cref="AccessFaults"/>.</param>
/// <param name="message">What, where and how to mend it.</param>
public sealed class AccessException(string code, string message) : Exception(message)
{
    /// <summary>One of <see cref="AccessFaults"/>.</summary>
    public string Code { get; } = code;
}
