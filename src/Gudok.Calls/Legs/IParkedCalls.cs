using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Where calls that are silent for long wait outside memory, each until a message of its Call-ID comes or its moment has.</summary>
/// <remarks>Called on the stage's thread. What is parked must be saved, and what is woken let go, together with the stage's own state.</remarks>
public interface IParkedCalls
{
    /// <summary>How many are parked.</summary>
    int Count { get; }

    /// <summary>No call is due before this moment.</summary>
    Instant NextDue { get; }

    /// <summary>Takes a call.</summary>
    /// <param name="callId">Call-ID as on the wire.</param>
    /// <param name="due">When it is to be looked at though nothing came.</param>
    /// <param name="state">The call; holds plain parties and must be sealed where it is kept.</param>
    /// <returns>False if there is no place for it: it then stays in memory.</returns>
    bool TryPark(ReadOnlySpan<byte> callId, Instant due, ReadOnlySpan<byte> state);

    /// <summary>Gives back the call of a Call-ID; null if none is parked. May give another call, which merely is woken too early.</summary>
    byte[]? Wake(ReadOnlySpan<byte> callId);

    /// <summary>Gives back a call whose moment has come; null if there is none.</summary>
    byte[]? WakeDue(Instant now);
}
