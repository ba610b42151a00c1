using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Whether two versions of a record say the same; what people amended is no part of either.</summary>
internal static class RecordComparer
{
    public static bool AreEqual(CallRecord left, CallRecord right) =>
        left.Legs.SequenceEqual(right.Legs)
        && left.Media.SequenceEqual(right.Media)
        && left == (right with { Legs = left.Legs, Media = left.Media, Source = left.Source, Amended = left.Amended, Version = left.Version });
}
