namespace Gudok.Capture;

/// <summary>Something that capture was asked for and cannot do; the message says how to mend it.</summary>
/// <param name="code">The fault's code.</param>
/// <param name="message">What is wrong and how to mend it.</param>
public sealed class CaptureException(string code, string message) : Exception(message)
{
    /// <summary>The fault's code, GDK-nnnn.</summary>
    public string Code { get; } = code;
}
