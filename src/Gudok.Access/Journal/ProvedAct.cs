using Gudok.Seals;

namespace Gudok.Access;

/// <summary>An entry and what proves it.</summary>
/// <param name="Kept">The entry.</param>
/// <param name="Leaf">Its leaf, 64 hexadecimal digits.</param>
/// <param name="Place">Its place in the tree of its day, from 0.</param>
/// <param name="Head">The last head of the day, if that covers the entry; null while it waits for one.</param>
/// <param name="Proof">The inclusion proof (RFC 6962 §2.1.1) in the head's tree, 64 hexadecimal digits a hash; empty without a head.</param>
public sealed record ProvedAct(KeptEntry Kept, string Leaf, long Place, SignedHead? Head, IReadOnlyList<string> Proof);
