using System.Buffers.Binary;
using System.Globalization;
using Gudok.Ledger;

namespace Gudok.Backup;

/// <summary>One archive's folder in the backup place: parts and manifests.</summary>
/// <param name="place">The backup place.</param>
/// <param name="set">The archive.</param>
/// <param name="keys">What seals it.</param>
internal sealed class SetFolder(string place, BackupSet set, ArchiveKeys keys)
{
    private const string ManifestEnding = ".manifest";
    private const string PartEnding = ".part";

    public BackupSet Set => set;

    public string Path { get; } = System.IO.Path.Combine(place, BackupSets.FolderOf(set));

    /// <summary>The runs that have a manifest here, whole or not, in order.</summary>
    public IReadOnlyList<long> Runs => !Directory.Exists(Path) ? [] :
    [
        .. Directory.EnumerateFiles(Path, "*" + ManifestEnding)
            .Select(path => long.TryParse(System.IO.Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var run) ? run : 0)
            .Where(run => run > 0).Order(),
    ];

    /// <summary>The run that a part was written by.</summary>
    public static long RunOf(string part) =>
        long.TryParse(part.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var run) ? run : 0;

    /// <summary>The name of an archive's file as messages say it.</summary>
    public string NameOf(string file) => $"{BackupSets.FolderOf(set)}/{file}";

    public static string ManifestName(long run) => run.ToString("D10", CultureInfo.InvariantCulture) + ManifestEnding;

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Opens a file of this archive.</summary>
    /// <exception cref="BackupException">It is missing, broken, forgotten, or of another archive.</exception>
    public ArchiveReader Open(string file)
    {
        var reader = ArchiveReader.Open(place, NameOf(file), keys);
        if (reader.Head.Set == set) return reader;
        reader.Dispose();
        throw new BackupException(BackupFaults.ArchiveBroken, $"{NameOf(file)} belongs to another archive.");
    }

    /// <summary>The manifest of a run and its head.</summary>
    public (Manifest Manifest, ArchiveHead Head) ReadManifest(long run)
    {
        var name = ManifestName(run);
        using var reader = Open(name);
        var manifest = Manifest.Read(reader, NameOf(name));
        if (manifest.Run != run || reader.Head.Kind != ArchiveKind.Manifest)
            throw new BackupException(BackupFaults.ArchiveBroken, $"{NameOf(name)} is the list of another run.");
        return (manifest, reader.Head);
    }

    public ArchiveWriter CreatePart(ArchiveHead head, int number) =>
        new(PathOf(string.Create(CultureInfo.InvariantCulture, $"{head.Run:D10}-{number:D4}{PartEnding}")), head, keys);

    /// <summary>Writes a manifest after its parts; durable when it returns.</summary>
    public long WriteManifest(ArchiveHead head, Manifest manifest)
    {
        DurableFile.SyncFolder(Path);
        using var writer = new ArchiveWriter(PathOf(ManifestName(manifest.Run)), head, keys);
        var text = manifest.ToBytes();
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
        writer.Write(length);
        writer.Write(text);
        var written = writer.Complete();
        DurableFile.SyncFolder(Path);
        return written.Octets;
    }

    public void Make() => DurableFile.MakeFolder(Path);

    public void Delete(string file) => File.Delete(PathOf(file));

    /// <summary>Deletes what a run that was cut short left behind.</summary>
    public void Sweep(long lastWholeRun, IReadOnlySet<string> named)
    {
        foreach (var path in Directory.EnumerateFiles(Path))
        {
            var name = System.IO.Path.GetFileName(path);
            var isDraft = name.EndsWith(".tmp", StringComparison.Ordinal);
            var isPart = name.EndsWith(PartEnding, StringComparison.Ordinal) && !named.Contains(name) && RunOf(name) > lastWholeRun;
            var isManifest = name.EndsWith(ManifestEnding, StringComparison.Ordinal) && RunOf(System.IO.Path.GetFileNameWithoutExtension(name)) > lastWholeRun;
            if (isDraft || isPart || isManifest) File.Delete(path);
        }
    }
}
