namespace Gudok.Ledger;

/// <summary>A question to the ledger that cannot be asked so; the message says how to mend it.</summary>
/// <param name="code">The fault's code.</param>
/// <param name="message">What is wrong and how to mend it.</param>
public sealed class LedgerInputException(string code, string message) : Exception(message)
{
    /// <summary>The fault's code, GDK-nnnn.</summary>
    public string Code { get; } = code;
}
