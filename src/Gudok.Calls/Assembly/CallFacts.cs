namespace Gudok.Calls;

/// <summary>Compares what two readings of one call say.</summary>
internal static class CallFacts
{
    /// <summary>Whether they say the same, revision and messages aside.</summary>
    public static bool AreSame(ObservedCall one, ObservedCall other) =>
        one.Legs.SequenceEqual(other.Legs) &&
        one with { Legs = other.Legs, Messages = other.Messages, Revision = other.Revision } == other;
}
