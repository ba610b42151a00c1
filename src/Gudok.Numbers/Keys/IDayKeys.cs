using System.Diagnostics.CodeAnalysis;

namespace Gudok.Numbers;

/// <summary>The random 256-bit keys of the ledger's days, one for each class of retention that the day has calls of, wrapped in keys.db. When a
/// key is destroyed, all that was sealed under it is noise in every copy.</summary>
/// <remarks>Thread-safe. The arrays handed out belong to the store: do not change them.</remarks>
public interface IDayKeys
{
    /// <summary>The key; made, and durable before it is handed out, if there is none.</summary>
    /// <param name="part">A UTC day of the ledger and a class.</param>
    byte[] GetOrCreate(DayPart part);

    /// <summary>The key; false if it was never made or is destroyed.</summary>
    bool TryGet(DayPart part, [NotNullWhen(true)] out byte[]? key);

    /// <summary>Destroys the key down to the raw bytes.</summary>
    /// <returns>False if there was none.</returns>
    bool Destroy(DayPart part);
}
