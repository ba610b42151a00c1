using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>The ledger's day keys beside the keys of parties, wrapped by the epoch. What was asked once stays in memory.</summary>
internal sealed class DayKeyStore(KeyStore keys, EpochKeys epochs, Func<int> epoch, SemaphoreSlim gate) : IDayKeys, IDisposable
{
    private readonly Dictionary<DayPart, byte[]> _open = [];

    public byte[] GetOrCreate(DayPart part)
    {
        gate.Wait();
        try
        {
            if (Find(part) is { } known) return known;
            var key = RandomNumberGenerator.GetBytes(SecretKey.Length);
            Write(part, key, epoch());
            _open.Add(part, key);
            return key;
        }
        finally
        {
            gate.Release();
        }
    }

    public bool TryGet(DayPart part, [NotNullWhen(true)] out byte[]? key)
    {
        gate.Wait();
        try
        {
            key = Find(part);
            return key is not null;
        }
        finally
        {
            gate.Release();
        }
    }

    public bool Destroy(DayPart part)
    {
        gate.Wait();
        try
        {
            if (Find(part) is not { } key) return false;
            keys.InTransaction(() =>
            {
                keys.Rows.Delete(KeyTable.DayKeys, part.Packed);
                keys.Rows.Purge(KeyTable.DayKeys, part.Packed);
            });
            _open.Remove(part);
            CryptographicOperations.ZeroMemory(key);
            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Wraps all day keys under an epoch. The caller holds the gate.</summary>
    public void Rewrap(int newEpoch)
    {
        var parts = keys.Rows.NotUnder(KeyTable.DayKeys, newEpoch).Select(DayPart.Unpack).ToList();
        if (parts.Count == 0) return;
        keys.InTransaction(() =>
        {
            foreach (var part in parts) Write(part, Find(part)!, newEpoch);
        });
    }

    public void Dispose()
    {
        foreach (var key in _open.Values) CryptographicOperations.ZeroMemory(key);
        _open.Clear();
    }

    private byte[]? Find(DayPart part)
    {
        if (_open.TryGetValue(part, out var known)) return known;
        Span<byte> wrapped = stackalloc byte[SecretKey.Length + PageSeal.Overhead];
        var length = keys.Rows.Read(KeyTable.DayKeys, part.Packed, wrapped, out var number);
        if (length == 0) return null;
        var key = new byte[SecretKey.Length];
        PageSeal.Open(KeyOf(number), PageField.DayKey, part.Packed, wrapped[..length], key);
        _open.Add(part, key);
        return key;
    }

    private void Write(DayPart part, byte[] key, int number)
    {
        var wrapped = new byte[key.Length + PageSeal.Overhead];
        PageSeal.Seal(KeyOf(number), PageField.DayKey, part.Packed, key, wrapped);
        keys.Rows.Write(KeyTable.DayKeys, part.Packed, number, wrapped);
    }

    private SecretKey KeyOf(int number) => epochs.Find(number) ?? throw EpochKeys.Lacking(number);
}
