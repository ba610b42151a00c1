namespace Gudok.Numbers;

/// <summary>The vault or its key source cannot be used. The message is one line that says what is wrong and how to mend it.</summary>
/// <param name="code">One of <see cref="NumbersFaults"/>.</param>
/// <param name="message">One line; names files, never a number.</param>
public sealed class VaultException(string code, string message) : Exception(message)
{
    /// <summary>The fault's stable code, such as <c>GDK-2101</c>.</summary>
    public string Code { get; } = code;
}
