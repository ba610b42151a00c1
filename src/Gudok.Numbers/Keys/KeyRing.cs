namespace Gudok.Numbers;

/// <summary>The secrets of one installation, read from the key source: what stands outside the data folder.</summary>
/// <remarks>All keys come from one 256-bit root by HKDF, but the weekly epoch keys, which are random and can be destroyed.
/// Thread-safe.</remarks>
public sealed class KeyRing : IDisposable
{
    private readonly SecretKey _root;

    internal KeyRing(SecretKey root, EpochKeys epochs)
    {
        _root = root;
        Epochs = epochs;
    }

    /// <summary>The weekly keys that wrap what keys.db holds.</summary>
    internal EpochKeys Epochs { get; }

    /// <summary>A key for one purpose (HKDF-SHA-256): <c>master</c>, <c>index</c>, <c>installation-id</c>, <c>head-signing</c>,
    /// <c>month</c>. The caller wipes it.</summary>
    /// <param name="purpose">The purpose's word.</param>
    public byte[] Derive(string purpose) => _root.Derive(purpose);

    /// <summary>A ring of random keys that live as long as the process: for tests.</summary>
    public static KeyRing CreateEphemeral() => new(SecretKey.CreateRandom(), EpochKeys.CreateEphemeral());

    /// <summary>Wipes all keys. Keys derived before are the callers' to wipe.</summary>
    public void Dispose()
    {
        _root.Dispose();
        Epochs.Dispose();
    }
}
