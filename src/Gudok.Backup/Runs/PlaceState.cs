namespace Gudok.Backup;

/// <summary>What a backup place has: the files of its last whole run, and the runs that are kept.</summary>
internal sealed class PlaceState
{
    private readonly Dictionary<BackupSet, Dictionary<string, TrackedFile>> _files = BackupSets.All.ToDictionary(set => set, _ => new Dictionary<string, TrackedFile>());
    private readonly Queue<KeptRun> _runs = new();

    private PlaceState(SetFolder[] folders) => Folders = folders;

    public SetFolder[] Folders { get; }

    /// <summary>The last run that has all three manifests; 0 if there is none.</summary>
    public long LastRun { get; private set; }

    public int FileCount => _files.Values.Sum(files => files.Count);

    public long Octets => _files.Values.SelectMany(files => files.Values).SelectMany(file => file.Parts).Sum(part => part.Octets);

    public Dictionary<string, TrackedFile> FilesOf(BackupSet set) => _files[set];

    /// <summary>Reads what a place has, and clears away what a run that was cut short left.</summary>
    /// <exception cref="BackupException">GDK-8003: it is another installation's.</exception>
    public static PlaceState Load(SetFolder[] folders, string installation, string place)
    {
        var state = new PlaceState(folders);
        foreach (var folder in folders) folder.Make();
        foreach (var run in WholeRuns(folders)) state.Take(run, installation, place);
        foreach (var folder in folders) folder.Sweep(state.LastRun, state._runs.SelectMany(run => run.Parts[folder.Set]).ToHashSet());
        return state;
    }

    /// <summary>The runs that have all three manifests, in order.</summary>
    public static IReadOnlyList<long> WholeRuns(SetFolder[] folders) =>
        [.. folders.Select(folder => folder.Runs.AsEnumerable()).Aggregate((runs, more) => runs.Intersect(more)).Order()];

    /// <summary>Writes the manifests of a run, that of the keys last: with it the run is whole. Then lets the oldest run go.</summary>
    /// <returns>Octets written.</returns>
    public long Commit(long run, DateTimeOffset madeAt, ArchiveHead[] heads, int points)
    {
        long octets = 0;
        foreach (var (folder, head) in Folders.Zip(heads))
        {
            var manifest = new Manifest(run, madeAt, [.. _files[folder.Set].Values.Select(file => file.ToManifest())]);
            octets += folder.WriteManifest(head.Another(ArchiveKind.Manifest), manifest);
        }

        LastRun = run;
        _runs.Enqueue(new KeptRun(run, BackupSets.All.ToDictionary(set => set, PartsOf)));
        while (_runs.Count > points) LetGo(_runs.Dequeue(), _runs.Peek());
        return octets;
    }

    private HashSet<string> PartsOf(BackupSet set) => [.. _files[set].Values.SelectMany(file => file.Parts).Select(part => part.Name)];

    private void Take(long run, string installation, string place)
    {
        // A run whose manifests do not open still holds its number.
        LastRun = run;
        var parts = new Dictionary<BackupSet, HashSet<string>>();
        foreach (var folder in Folders)
        {
            var files = _files[folder.Set];
            files.Clear();
            try
            {
                if (ArchiveReader.HeadOf(folder.Path, SetFolder.ManifestName(run)).Installation != installation)
                    throw new BackupException(BackupFaults.ForeignPlace, $"{place} holds the backups of another installation: choose another place.");
                var (manifest, head) = folder.ReadManifest(run);
                foreach (var file in manifest.Files) files.Add(file.Path, TrackedFile.From(file, manifest.MadeAt, head.Week));
            }
            catch (BackupException fault) when (fault.Code is BackupFaults.ArchiveBroken or BackupFaults.ArchiveForgotten)
            {
                // Nothing of it can be built on: the archive is copied anew by the next run. Who restores is told what is broken.
                files.Clear();
            }

            parts.Add(folder.Set, PartsOf(folder.Set));
        }

        _runs.Enqueue(new KeptRun(run, parts));
    }

    // Parts have names of their own, and what a run does not name no later one names again.
    private void LetGo(KeptRun old, KeptRun next)
    {
        foreach (var folder in Folders)
        {
            folder.Delete(SetFolder.ManifestName(old.Run));
            foreach (var part in old.Parts[folder.Set].Except(next.Parts[folder.Set])) folder.Delete(part);
        }
    }

    private sealed record KeptRun(long Run, Dictionary<BackupSet, HashSet<string>> Parts);
}
