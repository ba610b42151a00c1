namespace Gudok.Backup;

/// <summary>A file as the backup place has it.</summary>
/// <param name="path">Where it lies in the data folder, with slashes.</param>
internal sealed class TrackedFile(string path)
{
    public string Path => path;

    /// <summary>Hashes of the pages as they stand in the place; null until they are needed.</summary>
    public PageTable? Table { get; set; }

    /// <summary>The parts that make it up: the first holds every page, later ones what changed.</summary>
    public List<PartRef> Parts { get; set; } = [];

    /// <summary>The pages that later parts hold.</summary>
    public HashSet<int> Later { get; } = [];

    /// <summary>What is known of its write-ahead log.</summary>
    public WalLog Wal { get; } = new();

    public bool IsClosed { get; set; }

    public long Octets { get; set; }

    public int PageBytes { get; set; }

    public string Digest { get; set; } = "";

    public FileStamp Stamp { get; set; }

    public DateTimeOffset CopiedAt { get; set; }

    /// <summary>The week whose key sealed its parts; 0 but for keys.</summary>
    public int Week { get; set; }

    /// <summary>Whether nothing needs to be read to know that the place has it as it is.</summary>
    public bool IsUnchanged(string folder, SourceFile source, int week)
    {
        if (Parts.Count == 0 && Octets > 0 || Week != week) return false;
        var stamp = FileStamp.Of(System.IO.Path.Combine(folder, path));
        return source.Kind == SourceKind.Closed && IsClosed && stamp.Octets == Octets || stamp == Stamp && stamp.WasAtRest(CopiedAt);
    }

    public static TrackedFile From(ManifestFile file, DateTimeOffset copiedAt, int week) => new(file.Path)
    {
        IsClosed = file.IsClosed,
        PageBytes = file.PageBytes,
        Octets = file.Octets,
        Digest = file.Digest,
        Stamp = file.Stamp,
        CopiedAt = copiedAt,
        Parts = [.. file.Parts],
        Week = week,
    };

    public ManifestFile ToManifest() => new(path, IsClosed, PageBytes, Octets, Digest, Stamp, [.. Parts]);
}
