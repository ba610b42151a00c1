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

    /// <summary>Refuses to add anything on a day that was dropped.</summary>
    internal static LedgerException ClockSetBack(DateOnly day) => new(
        LedgerFaults.ClockSetBack,
        $"The clock says {SegmentName.DayText(day)}, a day whose term is over and which was dropped. Set the clock right: nothing was written.");

    /// <summary>Refuses a further class of retention.</summary>
    internal static LedgerException TooManyClasses() => new(
        LedgerFaults.TooManyClasses,
        $"The ledger has had {Numbers.DayPart.MostClass} classes of retention and takes no new one. Use the name of one that is no longer needed in Retention:Classes.");

    /// <summary>The fault's code.</summary>
    public string Fault { get; }
}
