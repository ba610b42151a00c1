using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>The ledger's day keys in keys.db, wrapped by the epoch. What was asked once stays in memory.</summary>
internal sealed class DayKeyStore(KeyStore keys, EpochKeys epochs, Func<int> epoch, SemaphoreSlim gate) : IDayKeys, IDisposable
{
    private readonly Dictionary<DateOnly, byte[]> _open = [];

    public byte[] GetOrCreate(DateOnly day)
    {
        gate.Wait();
        try
        {
            if (Find(day) is { } known) return known;
            var key = RandomNumberGenerator.GetBytes(SecretKey.Length);
            Write(day, key, epoch());
            _open.Add(day, key);
            return key;
        }
        finally
        {
            gate.Release();
        }
    }

    public bool TryGet(DateOnly day, [NotNullWhen(true)] out byte[]? key)
    {
        gate.Wait();
        try
        {
            key = Find(day);
            return key is not null;
        }
        finally
        {
            gate.Release();
        }
    }

    public bool Destroy(DateOnly day)
    {
        gate.Wait();
        try
        {
            if (Find(day) is not { } key) return false;
            keys.File.Execute($"delete from day_keys where day={day.DayNumber}");
            keys.File.Truncate();
            _open.Remove(day);
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
        var days = new List<DateOnly>();
        using var query = keys.File.Prepare("select day from day_keys where epoch<>?");
        query.Bind(1, newEpoch);
        while (query.Step()) days.Add(DateOnly.FromDayNumber(query.Int32(0)));
        query.Reset();
        if (days.Count == 0) return;
        keys.File.InTransaction(() =>
        {
            foreach (var day in days) Write(day, Find(day)!, newEpoch);
        });
    }

    public void Dispose()
    {
        foreach (var key in _open.Values) CryptographicOperations.ZeroMemory(key);
        _open.Clear();
    }

    private byte[]? Find(DateOnly day)
    {
        if (_open.TryGetValue(day, out var known)) return known;
        using var query = keys.File.Prepare("select epoch, wrapped from day_keys where day=?");
        if (!query.Bind(1, day.DayNumber).Step()) return null;
        var key = new byte[SecretKey.Length];
        PageSeal.Open(KeyOf(query.Int32(0)), PageField.DayKey, day.DayNumber, query.Blob(1), key);
        _open.Add(day, key);
        return key;
    }

    private void Write(DateOnly day, byte[] key, int number)
    {
        var wrapped = new byte[key.Length + PageSeal.Overhead];
        PageSeal.Seal(KeyOf(number), PageField.DayKey, day.DayNumber, key, wrapped);
        using var insert = keys.File.Prepare("insert or replace into day_keys values(?,?,?)");
        insert.Bind(1, day.DayNumber).Bind(2, number).Bind(3, wrapped).Run();
    }

    private SecretKey KeyOf(int number) => epochs.Find(number) ?? throw EpochKeys.Lacking(number);
}
