using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Says when a call has been silent long enough to be parked, and hands it over.</summary>
/// <param name="options">How long that is, and how many may be.</param>
/// <param name="parked">Where they wait; null if all stay in memory.</param>
internal sealed class Parking(AssemblyOptions options, IParkedCalls? parked)
{
    private readonly StateWriter _state = new();

    /// <summary>When a call is looked at that waits for a moment: then, or before that when it may be parked.</summary>
    public long NextLook(OpenCall call, long until, long moment)
    {
        if (parked is null) return until;
        var idleAt = IdleAt(call);
        return Math.Min(until, idleAt > moment ? idleAt : moment + options.ParkAfter.InMicros);
    }

    /// <summary>Parks a call that waits for a moment, if it was silent for long.</summary>
    public bool TryPark(OpenCall call, long until, long moment)
    {
        if (parked is null || IdleAt(call) > moment || parked.Count >= options.ParkedCalls) return false;
        _state.Clear();
        var deadline = call.Deadline;
        call.Deadline = until;
        call.Write(_state);
        call.Deadline = deadline;
        return parked.TryPark(call.CallId, new Instant(until), _state.Written.Span);
    }

    /// <summary>Gives back the call of a Call-ID, or one that merely looks like it.</summary>
    public StateReader? Wake(ReadOnlySpan<byte> callId) =>
        parked is { Count: > 0 } && parked.Wake(callId) is { } state ? new StateReader(state) : null;

    /// <summary>Gives back a call whose moment has come.</summary>
    public StateReader? WakeDue(long moment)
    {
        var now = new Instant(moment);
        return parked is { Count: > 0 } && parked.NextDue <= now && parked.WakeDue(now) is { } state ? new StateReader(state) : null;
    }

    private long IdleAt(OpenCall call) => call.LastSeen + call.ClockOffset + options.ParkAfter.InMicros;
}
