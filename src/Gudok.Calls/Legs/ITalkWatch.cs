namespace Gudok.Calls;

/// <summary>Is told which calls are talked on: once when one is answered and once when it is given out, not for each message.</summary>
/// <remarks>Called on the stage's thread, which must not be kept waiting.</remarks>
public interface ITalkWatch
{
    /// <summary>Takes a call that was answered, or another talk of one that it has.</summary>
    /// <param name="callId">Call-ID as on the wire.</param>
    /// <param name="talk">Who talks; plain parties, not to be kept.</param>
    /// <returns>False if it is of no interest: its end will not be told.</returns>
    bool TryTake(ReadOnlySpan<byte> callId, in Talk talk);

    /// <summary>A call that it has is over.</summary>
    /// <param name="callId">Call-ID as on the wire.</param>
    void End(ReadOnlySpan<byte> callId);
}
