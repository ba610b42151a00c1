using System.Collections.Immutable;

namespace Gudok.Numbers;

/// <summary>What is sealed under the root key. Immutable: a change is a new one, in its file before it is in use.</summary>
/// <param name="RootVersion">From 1; one more with each rotation of the root.</param>
/// <param name="RootSince">When the root came into use; null for the first.</param>
/// <param name="Epochs">The random keys of the weeks, by <see cref="Epoch"/>.</param>
/// <param name="Kept">Keys that no longer follow from the root: it was rotated since, or they are random.</param>
internal sealed record KeyContents(
    int RootVersion, DateTimeOffset? RootSince, ImmutableSortedDictionary<int, SecretKey> Epochs, ImmutableSortedDictionary<KeptKey, SecretKey> Kept)
{
    public static KeyContents Empty { get; } =
        new(1, null, ImmutableSortedDictionary<int, SecretKey>.Empty, ImmutableSortedDictionary<KeptKey, SecretKey>.Empty);

    /// <summary>The versions of the index key that exist, in order: two while a rotation is under way.</summary>
    public IReadOnlyList<int> IndexVersions =>
        Kept.Keys.Where(key => key.Purpose == KeyPurpose.Index).Select(key => key.Version).ToList() is { Count: > 0 } versions ? versions : [1];

    /// <summary>The same with every key that follows from a root taken down as it is.</summary>
    public KeyContents KeepAll(SecretKey root)
    {
        var kept = Kept;
        foreach (var purpose in KeyPurposes.All)
        {
            if (!Kept.Keys.Any(key => key.Purpose == purpose)) kept = kept.Add(new KeptKey(purpose, 1), root.DeriveKey(purpose));
        }

        return this with { Kept = kept };
    }
}

/// <summary>Names a kept key.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Version">From 1; only the index key has more than one.</param>
internal readonly record struct KeptKey(KeyPurpose Purpose, int Version) : IComparable<KeptKey>
{
    public int CompareTo(KeptKey other) => (Purpose, Version).CompareTo((other.Purpose, other.Version));
}
