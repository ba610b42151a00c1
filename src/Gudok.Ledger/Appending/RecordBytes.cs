using Gudok.Calls;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Compares records by the bytes that would be stored.</summary>
internal static class RecordBytes
{
    public static bool AreEqual(CallRecord left, CallRecord right)
    {
        if (left.Id != right.Id || left.StartedAt != right.StartedAt || left.Caller != right.Caller || left.Callee != right.Callee
            || left.Dialled != right.Dialled)
        {
            return false;
        }

        var (leftFacts, rightFacts) = (new PackedWriter(), new PackedWriter());
        FactsCodec.Encode(left, leftFacts);
        FactsCodec.Encode(right, rightFacts);
        if (!leftFacts.Written.SequenceEqual(rightFacts.Written)) return false;
        var (leftDetails, rightDetails) = (new CborWriter(), new CborWriter());
        DetailsCodec.Encode(left, leftDetails);
        DetailsCodec.Encode(right, rightDetails);
        return leftDetails.Written.SequenceEqual(rightDetails.Written);
    }
}
