namespace Gudok.Seals;

/// <summary>What a head is to say of a tree.</summary>
/// <param name="Name">Which tree.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="Size">How many leaves it has.</param>
/// <param name="Root">Its root.</param>
/// <param name="Edge">Its right edge; empty if it was dropped.</param>
public sealed record TreeState(TreeName Name, HeadKind Kind, long Size, byte[] Root, byte[] Edge);
