namespace Gudok.Wire.Tests;

/// <summary>How calls of a run go. The number is the end of the number dialled, which the relay's configuration goes by.</summary>
internal enum WireOutcome
{
    Answered = 1,
    CalleeHangsUp = 2,
    Busy = 3,
    NoAnswer = 4,
    Cancelled = 5,
    Challenged = 6,
    Forked = 7,
    Declined = 8,
}
