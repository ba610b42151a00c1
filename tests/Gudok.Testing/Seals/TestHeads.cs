using System.Security.Cryptography;
using Gudok.Seals;

namespace Gudok.Testing;

/// <summary>Chains of heads for tests: the same key from the same seed, kept in memory unless another store is given.</summary>
public static class TestHeads
{
    /// <summary>A signer whose key follows from a seed.</summary>
    public static HeadSigner Signer(int seed = 1) => HeadSigner.FromSecret(SHA256.HashData(BitConverter.GetBytes(seed)));

    /// <summary>A chain of its own.</summary>
    /// <param name="clock">Tells when heads are signed.</param>
    /// <param name="store">Where they are kept; memory if null.</param>
    /// <param name="seed">The key's seed.</param>
    public static ValueTask<HeadChain> OpenAsync(TimeProvider clock, IHeadStore? store = null, int seed = 1) =>
        HeadChain.OpenAsync(store ?? new InMemoryHeadStore(), Signer(seed), clock, CancellationToken.None);
}
