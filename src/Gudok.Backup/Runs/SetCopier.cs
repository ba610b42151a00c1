namespace Gudok.Backup;

/// <summary>Copies one archive in one run.</summary>
internal sealed class SetCopier(string dataFolder, SetFolder folder, Dictionary<string, TrackedFile> files)
{
    private readonly Dictionary<string, FileCopy> _copies = [];
    private Dictionary<string, HeldSource> _last = [];
    private HashSet<string> _paths = [];
    private int _parts;

    /// <summary>The paths in the archive; those known that are not among them are gone.</summary>
    public IReadOnlySet<string> Paths => _paths;

    /// <summary>Reads from the place what is to be compared; broken parts are copied anew.</summary>
    /// <returns>The faults that were found.</returns>
    public List<string> Prepare(int week)
    {
        var faults = new List<string>();
        foreach (var source in SourceFile.Find(dataFolder, folder.Set))
        {
            if (!files.TryGetValue(source.Path, out var file) || file.Table is not null || file.Week != week || file.IsUnchanged(dataFolder, source, week)) continue;
            try
            {
                PageRecords.LoadTable(folder, file);
            }
            catch (BackupException broken)
            {
                faults.Add($"{broken.Message} {source.Path} is copied anew.");
                file.Parts = [];
            }
        }

        return faults;
    }

    /// <summary>Copies what changed until one moment has been copied whole.</summary>
    /// <param name="head">Head for the parts.</param>
    /// <param name="holdAsync">Runs an action between two writes.</param>
    /// <param name="copiedAt">The time of the run.</param>
    /// <param name="firstPart">How many parts the run has in the archive already.</param>
    /// <param name="cancellationToken">Stops between two pages.</param>
    /// <returns>Octets written, or null if nothing had changed.</returns>
    public async Task<long?> CopyAsync(ArchiveHead head, Func<Action, Task> holdAsync, DateTimeOffset copiedAt, int firstPart, CancellationToken cancellationToken)
    {
        _parts = firstPart;
        try
        {
            var staged = new StagedPages();
            while (!await TryCopyMomentAsync(head, holdAsync, staged, cancellationToken).ConfigureAwait(false)) staged.Flush(cancellationToken);
            staged.Flush(cancellationToken);
            return Complete(copiedAt);
        }
        finally
        {
            foreach (var copy in _copies.Values) copy.Abandon();
        }
    }

    private async Task<bool> TryCopyMomentAsync(ArchiveHead head, Func<Action, Task> holdAsync, StagedPages staged, CancellationToken cancellationToken)
    {
        Moment? moment = null;
        try
        {
            await holdAsync(() => moment = Moment.Hold(dataFolder, folder.Set, Find, (file, source) =>
                !_copies.ContainsKey(file.Path) && file.IsUnchanged(dataFolder, source, head.Week))).ConfigureAwait(false);
            _paths = moment!.Paths;
            _last = moment.Sources.ToDictionary(source => source.Source.Path);
            foreach (var source in moment.Sources) CopyOf(source, head).Note(source.Pages);
            foreach (var source in moment.Sources)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!_copies[source.Source.Path].TryStage(source.Pages, staged)) return false;
            }

            return true;
        }
        finally
        {
            moment?.Dispose();
        }
    }

    private TrackedFile Find(string path)
    {
        if (!files.TryGetValue(path, out var file)) files[path] = file = new TrackedFile(path);
        return file;
    }

    private FileCopy CopyOf(HeldSource held, ArchiveHead head)
    {
        if (_copies.TryGetValue(held.Source.Path, out var copy)) return copy;
        copy = new FileCopy(held.File, held.Pages, head.Week, () => folder.CreatePart(head.Another(), ++_parts));
        _copies.Add(held.Source.Path, copy);
        return copy;
    }

    private long? Complete(DateTimeOffset copiedAt)
    {
        long? octets = null;
        foreach (var (path, copy) in _copies)
        {
            // What went while others were copied is not in the archive any more.
            if (!_last.TryGetValue(path, out var held)) continue;
            if (copy.Complete(held.Stamp, copiedAt, held.Source.Kind == SourceKind.Closed) is { } written) octets = (octets ?? 0) + written;
        }

        foreach (var gone in files.Keys.Where(path => !_paths.Contains(path) && !ServerCopier.Owns(path)).ToList())
        {
            files.Remove(gone);
            octets ??= 0;
        }

        return octets;
    }
}
