namespace Gudok.Calls;

/// <summary>One line, or one document, as it stands in a file.</summary>
/// <param name="Number">Number of its first line, from 1.</param>
/// <param name="Octets">What it holds, line ending included; valid until the next one is read. Empty if it was too long.</param>
/// <param name="IsTooLong">Whether it was longer than the limit and was passed over.</param>
internal readonly record struct RawLine(long Number, ReadOnlyMemory<byte> Octets, bool IsTooLong);
