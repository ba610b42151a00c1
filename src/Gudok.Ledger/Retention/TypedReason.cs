using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Why somebody holds or erases, as it was typed and as it is kept.</summary>
internal static class TypedReason
{
    private const int MostKept = 500;

    /// <summary>The text with its numbers blotted out, cut to what is kept.</summary>
    public static string Keep(string typed) => PlainWords.WithoutNumbers(typed, MostKept);
}
