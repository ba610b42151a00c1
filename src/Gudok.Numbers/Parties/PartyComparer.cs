namespace Gudok.Numbers;

/// <summary>Compares parties by identity, as they do themselves, and hashes them at less cost: most are numbers, whose texts need no hashing.</summary>
public sealed class PartyComparer : IEqualityComparer<Party>
{
    private PartyComparer()
    {
    }

    /// <summary>The one comparer there is.</summary>
    public static PartyComparer Instance { get; } = new();

    /// <inheritdoc />
    public bool Equals(Party x, Party y) => x == y;

    /// <inheritdoc />
    public int GetHashCode(Party party) =>
        party.Text.Length == 0 ? party.Number.Packed.GetHashCode() : party.Text.GetHashCode(StringComparison.Ordinal);
}
