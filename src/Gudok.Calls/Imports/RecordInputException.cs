namespace Gudok.Calls;

/// <summary>A whole file of another system's records cannot be read; the message says how to mend it and holds nothing of the file.</summary>
/// <param name="code">The fault's code.</param>
/// <param name="message">What is wrong and how to mend it.</param>
public sealed class RecordInputException(string code, string message) : Exception(message)
{
    /// <summary>The fault's code, GDK-nnnn.</summary>
    public string Code { get; } = code;
}
