using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gudok.Backup;

/// <summary>The plain beginning of a file in the backup place (<c>docs/formats/backup.md</c>). The file's key hangs on all of it.</summary>
/// <param name="Set">The archive it belongs to.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Week">The week whose key sealed it; 0 if it is sealed under the root key.</param>
/// <param name="Installation">Whose it is: 16 hexadecimal digits.</param>
/// <param name="Run">The run that wrote it.</param>
internal sealed record ArchiveHead(BackupSet Set, ArchiveKind Kind, int Week, string Installation, long Run)
{
    /// <summary>Octets of a head.</summary>
    public const int Length = 44;

    private const byte Version = 1;
    private const byte Aes256Gcm = 1;
    private const int InstallationLength = 8;

    /// <summary>16 random octets: no two files share a key.</summary>
    public byte[] Id { get; init; } = RandomNumberGenerator.GetBytes(16);

    private static ReadOnlySpan<byte> Magic => "GDKB"u8;

    /// <summary>A head for another file of the same run and archive.</summary>
    public ArchiveHead Another(ArchiveKind kind = ArchiveKind.Part) => new(Set, kind, Week, Installation, Run);

    /// <summary>The head's octets.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        bytes[4] = Version;
        bytes[5] = Aes256Gcm;
        bytes[6] = (byte)Set;
        bytes[7] = (byte)Kind;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8), Week);
        Convert.FromHexString(Installation).CopyTo(bytes.AsSpan(12));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(20), Run);
        Id.CopyTo(bytes.AsSpan(28));
        return bytes;
    }

    /// <summary>Reads a head.</summary>
    /// <exception cref="BackupException">GDK-8001 it is none, GDK-8008 it is of a newer version.</exception>
    public static ArchiveHead Read(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length < Length || !bytes.StartsWith(Magic) || !Enum.IsDefined((BackupSet)bytes[6]) || !Enum.IsDefined((ArchiveKind)bytes[7]))
            throw new BackupException(BackupFaults.ArchiveBroken, $"{name} is no archive of Gudok, or its beginning was changed.");
        if (bytes[4] != Version || bytes[5] != Aes256Gcm)
            throw new BackupException(BackupFaults.NewerFormat, $"{name} was written by a newer version of Gudok: restore with that one.");
        return new ArchiveHead(
            (BackupSet)bytes[6],
            (ArchiveKind)bytes[7],
            BinaryPrimitives.ReadInt32BigEndian(bytes[8..]),
            Convert.ToHexStringLower(bytes.Slice(12, InstallationLength)),
            BinaryPrimitives.ReadInt64BigEndian(bytes[20..]))
        {
            Id = bytes[28..Length].ToArray(),
        };
    }
}

/// <summary>What a file in the backup place holds. Stored: the numbers never change.</summary>
internal enum ArchiveKind : byte
{
    /// <summary>Pages of one file of the data folder.</summary>
    Part = 1,

    /// <summary>Which parts make up the files of a run.</summary>
    Manifest = 2,
}
