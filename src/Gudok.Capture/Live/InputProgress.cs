using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>How far all inputs together have come. Never runs back, unless the clock does: the first datagram after a silence, which still waits, must not
/// lead back to the silence's beginning. Thread-safe.</summary>
/// <param name="clock">Tells the present moment, which the answer never passes.</param>
internal sealed class InputProgress(TimeProvider clock)
{
    private readonly Lock _turn = new();
    private Instant _workedUpTo;

    /// <summary>What is asked.</summary>
    public IReadOnlyList<ILiveInput> Inputs { get; set; } = [];

    /// <summary>The moment up to which everything that reached an input was worked on.</summary>
    public Instant WorkedUpTo()
    {
        lock (_turn)
        {
            var now = Instant.Now(clock);
            var moment = now;
            foreach (var input in Inputs) moment = input.WorkedUpTo(moment);
            if (_workedUpTo > moment) moment = _workedUpTo < now ? _workedUpTo : now;
            return _workedUpTo = moment;
        }
    }
}
