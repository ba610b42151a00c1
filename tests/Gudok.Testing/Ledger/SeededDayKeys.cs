using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Gudok.Numbers;

namespace Gudok.Testing;

/// <summary>Day keys that follow from a seed, so that another process of the same test has the same.</summary>
/// <param name="seed">What they follow from.</param>
public sealed class SeededDayKeys(int seed) : IDayKeys
{
    /// <inheritdoc />
    public byte[] GetOrCreate(DateOnly day) => SHA256.HashData([.. BitConverter.GetBytes(seed), .. BitConverter.GetBytes(day.DayNumber)]);

    /// <inheritdoc />
    public bool TryGet(DateOnly day, [NotNullWhen(true)] out byte[]? key)
    {
        key = GetOrCreate(day);
        return true;
    }

    /// <inheritdoc />
    public bool Destroy(DateOnly day) => throw new NotSupportedException("Keys that follow from a seed cannot be destroyed.");
}
