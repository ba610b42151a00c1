namespace Gudok.Calls;

/// <summary>74 bits of HMAC-SHA-256(installation id key; Call-ID ‖ 0 ‖ From-tag): equal for every sighting of one call.</summary>
/// <param name="High">The upper 12 bits.</param>
/// <param name="Low">The lower 62 bits.</param>
public readonly record struct CallKey(ushort High, ulong Low);
