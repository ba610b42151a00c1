using Gudok.Numbers;

namespace Gudok.Calls;

/// <summary>A note about a call, sealed under the keys of all its parties: it dies with the first of them that is erased.</summary>
/// <param name="Parties">Whose keys are needed, in the order the key is derived; empty if the call names no kept party.</param>
/// <param name="Data">Nonce, ciphertext and tag; empty for a note that was taken away.</param>
public sealed record SealedNote(IReadOnlyList<PartyId> Parties, ReadOnlyMemory<byte> Data)
{
    /// <summary>A note that was taken away.</summary>
    public static SealedNote None { get; } = new([], default);
}
