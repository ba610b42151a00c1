using Gudok.Numbers;

namespace Gudok.Backup;

/// <summary>Copies the tables of one archive in one run: each is written to a file beside the data, and what of that differs goes to the place.</summary>
internal sealed class ServerCopier(SetFolder folder, Dictionary<string, TrackedFile> files, string dataFolder)
{
    /// <summary>Where tables lie in an archive, and in a folder that is being restored.</summary>
    public const string Folder = "postgres";

    private const string SpoolFile = "backup.spool";
    private readonly HashSet<string> _paths = [];

    /// <summary>How many parts were written.</summary>
    public int Parts { get; private set; }

    /// <summary>What was found broken in the place and is copied anew.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Whether a file of an archive is a table.</summary>
    public static bool Owns(string path) => path.StartsWith(Folder + "/", StringComparison.Ordinal);

    /// <summary>Copies what changed.</summary>
    /// <param name="readAsync">Gives the tables.</param>
    /// <param name="head">Head for the parts.</param>
    /// <param name="copiedAt">The time of the run.</param>
    /// <param name="cancellationToken">Stops between two tables.</param>
    /// <returns>Octets written, or null if nothing had changed.</returns>
    public async Task<long?> CopyAsync(
        Func<Func<ServerTable, CancellationToken, Task>, CancellationToken, Task> readAsync,
        ArchiveHead head,
        DateTimeOffset copiedAt,
        CancellationToken cancellationToken)
    {
        long? octets = null;
        await readAsync(
            async (table, stop) =>
            {
                if (await CopyAsync(table, head, copiedAt, stop).ConfigureAwait(false) is { } written) octets = (octets ?? 0) + written;
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var gone in files.Keys.Where(path => Owns(path) && !_paths.Contains(path)).ToList())
        {
            files.Remove(gone);
            octets ??= 0;
        }

        return octets;
    }

    private async Task<long?> CopyAsync(ServerTable table, ArchiveHead head, DateTimeOffset copiedAt, CancellationToken cancellationToken)
    {
        var path = $"{Folder}/{table.Name}.copy";
        _paths.Add(path);
        if (!files.TryGetValue(path, out var file)) files[path] = file = new TrackedFile(path);
        var stamp = table.Version is { } version ? new FileStamp(version.First, version.Second, version.Third, version.Fourth) : default;
        if (table.Version is not null && file.Parts.Count > 0 && file.Stamp == stamp && file.Week == head.Week) return null;
        Load(file, head.Week);
        if (folder.Set == BackupSet.Ledger) return await CopyOverFileAsync(table, file, stamp, head, copiedAt, cancellationToken).ConfigureAwait(false);
        using var octets = new MemoryStream();
        await table.WriteAsync(octets, cancellationToken).ConfigureAwait(false);
        using var pages = new MemoryPages(octets.ToArray());
        return Copy(file, pages, stamp, head, copiedAt, cancellationToken);
    }

    // A day of the ledger may be longer than memory.
    private async Task<long?> CopyOverFileAsync(
        ServerTable table, TrackedFile file, FileStamp stamp, ArchiveHead head, DateTimeOffset copiedAt, CancellationToken cancellationToken)
    {
        var spool = Path.Combine(dataFolder, SpoolFile);
        try
        {
            await using (var output = PrivateFile.Open(spool, FileMode.Create)) await table.WriteAsync(output, cancellationToken).ConfigureAwait(false);
            using var pages = new PlainFile(spool);
            return Copy(file, pages, stamp, head, copiedAt, cancellationToken);
        }
        finally
        {
            File.Delete(spool);
        }
    }

    // What the place has, to compare with.
    private void Load(TrackedFile file, int week)
    {
        if (file.Table is not null || file.Parts.Count == 0 || file.Week != week) return;
        try
        {
            PageRecords.LoadTable(folder, file);
        }
        catch (BackupException broken)
        {
            Faults.Add($"{broken.Message} {file.Path} is copied anew.");
            file.Parts = [];
        }
    }

    private long? Copy(TrackedFile file, IPageSource source, FileStamp stamp, ArchiveHead head, DateTimeOffset copiedAt, CancellationToken cancellationToken)
    {
        var copy = new FileCopy(file, source, head.Week, () => folder.CreatePart(head.Another(), ++Parts));
        try
        {
            var staged = new StagedPages();
            copy.Note(source);
            while (!copy.TryStage(source, staged)) staged.Flush(cancellationToken);
            staged.Flush(cancellationToken);
            return copy.Complete(stamp, copiedAt, isClosed: false);
        }
        finally
        {
            copy.Abandon();
        }
    }
}
