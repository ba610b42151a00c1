namespace Gudok.Seals;

/// <summary>The last head of a tree, with what is needed to go on from it.</summary>
/// <param name="Head">The head.</param>
/// <param name="Edge">The right edge of the tree as it was signed (<see cref="TreeEdge.Octets"/>); empty once the tree was dropped.
/// Nobody needs to trust it: the head's root follows from it.</param>
public sealed record TreeHead(SignedHead Head, ReadOnlyMemory<byte> Edge);
