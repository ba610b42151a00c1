namespace Gudok.Backup;

/// <summary>The files of one archive as they stand at one moment.</summary>
internal sealed class Moment : IDisposable
{
    private readonly List<HeldSource> _sources = [];

    /// <summary>All paths of the archive, held or not.</summary>
    public HashSet<string> Paths { get; } = [];

    /// <summary>The files that may differ from what the place has, in order.</summary>
    public IReadOnlyList<HeldSource> Sources => _sources;

    /// <summary>Holds whatever may have changed.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="set">The archive.</param>
    /// <param name="find">The file as the place has it.</param>
    /// <param name="isUnchanged">Whether it need not be held.</param>
    public static Moment Hold(string folder, BackupSet set, Func<string, TrackedFile> find, Func<TrackedFile, SourceFile, bool> isUnchanged)
    {
        var moment = new Moment();
        try
        {
            foreach (var source in SourceFile.Find(folder, set)) moment.Add(folder, source, find(source.Path), isUnchanged);
            return moment;
        }
        catch
        {
            moment.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var source in _sources) source.Pages.Dispose();
        _sources.Clear();
    }

    private void Add(string folder, SourceFile source, TrackedFile file, Func<TrackedFile, SourceFile, bool> isUnchanged)
    {
        var path = Path.Combine(folder, source.Path);
        try
        {
            if (!isUnchanged(file, source))
            {
                // Before the pages: what is written in between makes it look changed, never unchanged.
                var stamp = FileStamp.Of(path);
                IPageSource pages = source.Kind == SourceKind.Database ? new DatabaseMoment(path, file.Wal) : new PlainFile(path);
                _sources.Add(new HeldSource(source, file, pages, stamp));
            }

            Paths.Add(source.Path);
        }
        catch (IOException) when (!File.Exists(path))
        {
            // Its term was over just now: kept messages are deleted beside the run.
        }
    }
}

/// <summary>A file held at a moment.</summary>
/// <param name="Source">The file.</param>
/// <param name="File">As the place has it.</param>
/// <param name="Pages">Its pages.</param>
/// <param name="Stamp">Its stamp before it was held.</param>
internal sealed record HeldSource(SourceFile Source, TrackedFile File, IPageSource Pages, FileStamp Stamp);
