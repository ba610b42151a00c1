using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Gudok.Numbers;

namespace Gudok.Testing;

/// <summary>Day keys that live as long as the process.</summary>
public sealed class EphemeralDayKeys : IDayKeys
{
    private readonly ConcurrentDictionary<DayPart, byte[]> _keys = new();

    /// <summary>The key that the disk does not let go just now.</summary>
    public DayPart? Stuck { get; set; }

    public byte[] GetOrCreate(DayPart part) => _keys.GetOrAdd(part, _ => RandomNumberGenerator.GetBytes(32));

    public bool TryGet(DayPart part, [NotNullWhen(true)] out byte[]? key) => _keys.TryGetValue(part, out key);

    public bool Destroy(DayPart part) => part == Stuck ? throw new IOException("The disk is full.") : _keys.TryRemove(part, out _);
}
