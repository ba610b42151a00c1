namespace Gudok.Calls;

/// <summary>Compares what two readings of one call say.</summary>
internal static class CallFacts
{
    /// <summary>Whether they say the same, revision and messages aside.</summary>
    public static bool AreSame(ObservedCall one, ObservedCall other) =>
        one.Legs.SequenceEqual(other.Legs) &&
        one.Media.SequenceEqual(other.Media) &&
        one with { Legs = other.Legs, Media = other.Media, Messages = other.Messages, Revision = other.Revision } == other;

    /// <summary>Sums up what a reading of the leg stage says, revision and messages aside: two that say the same have one sum. It stays
    /// from process to process.</summary>
    public static ulong SumOf(ObservedCall call, StateWriter scratch)
    {
        scratch.Clear();
        CallState.Write(scratch, call, revision: 0, messages: []);
        return Octets.StableHash(scratch.Written.Span);
    }
}
