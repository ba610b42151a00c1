namespace Gudok.Seals;

/// <summary>Where a leaf stands, with the proof.</summary>
/// <param name="Head">The head whose tree holds it.</param>
/// <param name="Index">Its place in that tree, from 0.</param>
/// <param name="Path">The inclusion proof, the hash nearest to the leaf first (RFC 6962 §2.1.1).</param>
public sealed record TreePlace(SignedHead Head, long Index, IReadOnlyList<byte[]> Path);
