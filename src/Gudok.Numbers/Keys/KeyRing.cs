namespace Gudok.Numbers;

/// <summary>The secrets of one installation, read from the key source: what stands outside the data folder.</summary>
/// <remarks>Keys come from one 256-bit root by HKDF; once the root was rotated they are kept under the new one as they were. The weekly epoch
/// keys are random and can be destroyed, as are newer versions of the index key. Thread-safe.</remarks>
public sealed class KeyRing : IDisposable
{
    internal KeyRing(KeySafe safe)
    {
        Safe = safe;
        Epochs = new EpochKeys(safe);
    }

    /// <summary>What is kept in the files.</summary>
    internal KeySafe Safe { get; }

    /// <summary>The weekly keys that wrap what keys.db holds.</summary>
    internal EpochKeys Epochs { get; }

    /// <summary>The key for one purpose: the same for as long as the installation lives. The caller wipes it.</summary>
    /// <param name="purpose">What it is for.</param>
    public byte[] Derive(KeyPurpose purpose)
    {
        using var key = Safe.Take(new KeptKey(purpose, 1));
        return key.Bytes.ToArray();
    }

    /// <summary>A ring of random keys that live as long as the process: for tests.</summary>
    public static KeyRing CreateEphemeral() => new(KeySafe.CreateEphemeral());

    /// <summary>Wipes all keys. Keys derived before are the callers' to wipe.</summary>
    public void Dispose() => Safe.Dispose();
}
