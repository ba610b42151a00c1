using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Gudok.Numbers;

namespace Gudok.Testing;

/// <summary>Day keys that follow from a seed, so that another process of the same test has the same.</summary>
/// <param name="seed">What they follow from.</param>
public sealed class SeededDayKeys(int seed) : IDayKeys
{
    private readonly ConcurrentDictionary<DayPart, bool> _destroyed = new();

    /// <inheritdoc />
    public byte[] GetOrCreate(DayPart part) => SHA256.HashData([.. BitConverter.GetBytes(seed), .. BitConverter.GetBytes(part.Day.DayNumber), .. part.Class == 0 ? [] : BitConverter.GetBytes(part.Class)]);

    /// <inheritdoc />
    public bool TryGet(DayPart part, [NotNullWhen(true)] out byte[]? key)
    {
        key = _destroyed.ContainsKey(part) ? null : GetOrCreate(part);
        return key is not null;
    }

    /// <inheritdoc />
    public bool Destroy(DayPart part) => _destroyed.TryAdd(part, true);
}
