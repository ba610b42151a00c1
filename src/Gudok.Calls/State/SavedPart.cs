namespace Gudok.Calls;

/// <summary>A part of a saving, read back.</summary>
/// <param name="Number">Number of the saving.</param>
/// <param name="Octets">What <see cref="StateChanges.PartAt"/> gave.</param>
public readonly record struct SavedPart(int Number, ReadOnlyMemory<byte> Octets);
