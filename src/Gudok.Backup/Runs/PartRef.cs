namespace Gudok.Backup;

/// <summary>One file of the backup place as a manifest names it.</summary>
/// <param name="Name">Its name in the archive's folder.</param>
/// <param name="Octets">Its length.</param>
/// <param name="Sha256">SHA-256 of all its octets, hexadecimal.</param>
internal sealed record PartRef(string Name, long Octets, string Sha256);
