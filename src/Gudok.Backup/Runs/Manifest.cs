using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gudok.Backup;

/// <summary>What one run made of one archive: every file with the parts that make it up.</summary>
/// <param name="Run">The run's number, from 1.</param>
/// <param name="MadeAt">The moment whose state this is, RFC 3339.</param>
/// <param name="Files">The files of the archive.</param>
internal sealed record Manifest(long Run, DateTimeOffset MadeAt, IReadOnlyList<ManifestFile> Files)
{
    private const int MostOctets = 1 << 30;

    /// <summary>The manifest's text in UTF-8.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.Manifest);

    /// <summary>Reads a manifest out of its sealed file.</summary>
    /// <exception cref="BackupException">GDK-8001: it is none.</exception>
    public static Manifest Read(ArchiveReader reader, string name)
    {
        var length = new byte[sizeof(int)];
        if (reader.TryFill(length) && System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(length) is > 0 and <= MostOctets and var octets)
        {
            var text = new byte[octets];
            if (reader.TryFill(text) && JsonSerializer.Deserialize(text, ManifestJson.Default.Manifest) is { } manifest) return manifest;
        }

        throw new BackupException(BackupFaults.ArchiveBroken, $"{name} holds no list of files.");
    }
}

/// <summary>One file of the data folder in a manifest.</summary>
/// <param name="Path">Where it lies in the data folder, with slashes.</param>
/// <param name="IsClosed">Whether it never changes any more.</param>
/// <param name="PageBytes">Octets of a page.</param>
/// <param name="Octets">Its length.</param>
/// <param name="Digest">SHA-256 over the SHA-256 of each of its pages in order, hexadecimal.</param>
/// <param name="Stamp">Length and time of change of the file and its log when it was copied.</param>
/// <param name="Parts">The parts to lay one over the other, oldest first.</param>
internal sealed record ManifestFile(
    string Path, bool IsClosed, int PageBytes, long Octets, string Digest, FileStamp Stamp, IReadOnlyList<PartRef> Parts);

/// <summary>JSON of manifests.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
