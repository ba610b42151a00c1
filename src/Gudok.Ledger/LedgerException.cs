namespace Gudok.Ledger;

/// <summary>A ledger that cannot be opened or read as it should be.</summary>
public sealed class LedgerException : IOException
{
    /// <summary>A fault with its code.</summary>
    /// <param name="fault">One of <see cref="LedgerFaults"/>.</param>
    /// <param name="message">What is wrong and what helps, one line, no number of a person in it.</param>
    /// <param name="inner">What caused it, or null.</param>
    public LedgerException(string fault, string message, Exception? inner = null)
        : base($"{fault}: {message}", inner) => Fault = fault;

    /// <summary>The fault's code.</summary>
    public string Fault { get; }
}
