namespace Gudok.Numbers;

/// <summary>The blind index of a party in one version: HMAC-SHA-256 of its identity under that version's index key, cut to 16 octets.</summary>
/// <remarks>It is kept only sealed under an epoch key: in the clear, an old copy of keys.db together with the index key would
/// tell in two minutes of trying which number an erased party had. Thread-safe.</remarks>
internal sealed class BlindIndex : IDisposable
{
    private readonly KeyedHash _hmac;

    public BlindIndex(KeySafe safe, int version)
    {
        Version = version;
        using var key = safe.Take(new KeptKey(KeyPurpose.Index, version));
        _hmac = new KeyedHash(key.Bytes);
    }

    public int Version { get; }

    /// <summary>Computes the index into the first 16 of 32 octets.</summary>
    public void Compute(ReadOnlySpan<byte> identity, Span<byte> blind) => _hmac.Compute(identity, blind);

    /// <summary>The first bits of the index, as memory keeps them.</summary>
    public ulong Prefix(ReadOnlySpan<byte> identity)
    {
        Span<byte> blind = stackalloc byte[KeyedHash.HashLength];
        Compute(identity, blind);
        return PartyMemory.Prefix(blind);
    }

    public void Dispose() => _hmac.Dispose();
}
