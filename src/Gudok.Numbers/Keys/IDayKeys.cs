using System.Diagnostics.CodeAnalysis;

namespace Gudok.Numbers;

/// <summary>The random 256-bit keys of the ledger's days, wrapped in keys.db. When a day's key is destroyed, all that was sealed
/// under it is noise in every copy.</summary>
/// <remarks>Thread-safe. The arrays handed out belong to the store: do not change them.</remarks>
public interface IDayKeys
{
    /// <summary>The day's key; made, and durable before it is handed out, if there is none.</summary>
    /// <param name="day">A UTC day of the ledger.</param>
    byte[] GetOrCreate(DateOnly day);

    /// <summary>The day's key; false if it was never made or is destroyed.</summary>
    bool TryGet(DateOnly day, [NotNullWhen(true)] out byte[]? key);

    /// <summary>Destroys the day's key down to the raw bytes.</summary>
    /// <returns>False if there was none.</returns>
    bool Destroy(DateOnly day);
}
