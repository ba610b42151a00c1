using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Gudok.Numbers;

namespace Gudok.Testing;

/// <summary>Day keys that live as long as the process.</summary>
public sealed class EphemeralDayKeys : IDayKeys
{
    private readonly ConcurrentDictionary<DateOnly, byte[]> _keys = new();

    public byte[] GetOrCreate(DateOnly day) => _keys.GetOrAdd(day, _ => RandomNumberGenerator.GetBytes(32));

    public bool TryGet(DateOnly day, [NotNullWhen(true)] out byte[]? key) => _keys.TryGetValue(day, out key);

    public bool Destroy(DateOnly day) => _keys.TryRemove(day, out _);
}
