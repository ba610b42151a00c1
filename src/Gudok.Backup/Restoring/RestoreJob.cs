using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Backup;

/// <summary>Puts a data folder back from a backup place: all of it, or nothing.</summary>
/// <param name="place">The backup place.</param>
/// <param name="target">The folder to be; empty or not there.</param>
public sealed class RestoreJob(string place, string target)
{
    private readonly string _target = Path.GetFullPath(target).TrimEnd(Path.DirectorySeparatorChar);

    /// <summary>Puts back the newest run that is whole. What is restored stands beside the target until it is complete.</summary>
    /// <param name="openKeys">Opens the key source for a folder that names its installation.</param>
    /// <param name="finishAsync">Opens the folder, which erases the erased again, and checks it; gives false to give all up.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <exception cref="BackupException">GDK-8005 no run is whole: the reasons are named; GDK-8006 the target is not empty.</exception>
    public async Task<RestoreReport> RunAsync(
        Func<string, KeyRing> openKeys, Func<string, RestoreReport, CancellationToken, Task> finishAsync, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(openKeys);
        ArgumentNullException.ThrowIfNull(finishAsync);
        if (Directory.Exists(_target) && Directory.EnumerateFileSystemEntries(_target).Any())
            throw new BackupException(BackupFaults.FolderNotEmpty, $"{_target} is not empty: restore into a new folder.");
        var staging = _target + ".restoring";
        DeleteStaging(staging);
        try
        {
            PrivateFile.CreateFolder(staging);
            KeySource.NameInstallation(staging, ArchiveCheck.InstallationOf(place));
            RestoreReport report;
            using (var keys = openKeys(staging)) report = Restore(keys, staging, cancellationToken);
            await finishAsync(staging, report, cancellationToken).ConfigureAwait(false);
            if (Directory.Exists(_target)) Directory.Delete(_target);
            Directory.Move(staging, _target);
            DurableFile.SyncFolder(Path.GetDirectoryName(_target)!);
            return report;
        }
        finally
        {
            DeleteStaging(staging);
        }
    }

    private static void DeleteStaging(string staging)
    {
        if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
    }

    private RestoreReport Restore(KeyRing keys, string staging, CancellationToken cancellationToken)
    {
        var folders = ArchiveCheck.Folders(place, keys);
        for (var attempt = 1; ; attempt++)
        {
            var erased = new ErasureCopy(place, keys).Read();
            var passed = Incomplete(folders);
            var runs = PlaceState.WholeRuns(folders);
            foreach (var run in runs.Reverse())
            {
                try
                {
                    return Restore(folders, run, erased, staging, passed, cancellationToken);
                }
                catch (BackupException broken)
                {
                    passed.Add($"run {run}: {ArchiveCheck.Line(broken)}");
                    Clear(staging);
                }
            }

            // If runs went on meanwhile, those that were read may have been let go.
            if (attempt == ArchiveCheck.MostAttempts || PlaceState.WholeRuns(folders).SequenceEqual(runs))
                throw new BackupException(BackupFaults.NothingToRestore, $"No run in {place} can be restored: {string.Join(' ', passed)}");
        }
    }

    private static void Clear(string staging)
    {
        foreach (var entry in Directory.GetDirectories(staging)) Directory.Delete(entry, recursive: true);
        foreach (var entry in Directory.GetFiles(staging).Where(entry => Path.GetFileName(entry) != KeySource.InstallationFile)) File.Delete(entry);
    }

    private static List<string> Incomplete(SetFolder[] folders)
    {
        var whole = PlaceState.WholeRuns(folders);
        var lacking = from run in folders.SelectMany(folder => folder.Runs).Distinct().Except(whole).OrderDescending()
                      let missing = folders.Where(folder => !folder.Runs.Contains(run)).Select(folder => folder.NameOf(SetFolder.ManifestName(run)))
                      select $"run {run}: {BackupFaults.ArchiveBroken}: {string.Join(", ", missing)} is missing.";
        return [.. lacking];
    }

    private static RestoreReport Restore(
        SetFolder[] folders, long run, HashSet<PartyId> erased, string staging, List<string> passed, CancellationToken cancellationToken)
    {
        var (files, octets, madeAt) = (0, 0L, default(DateTimeOffset));
        foreach (var folder in folders)
        {
            var (manifest, _) = folder.ReadManifest(run);
            madeAt = manifest.MadeAt;
            foreach (var file in manifest.Files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                FileRestorer.Restore(folder, file, staging);
                files++;
                octets += file.Octets;
            }
        }

        VaultTrim.CutKeys(staging);
        var list = Path.Combine(staging, VaultFiles.Erased);
        using var restored = ErasureList.Open(list);
        foreach (var id in erased) restored.Add(id);
        return new RestoreReport(run, madeAt, files, octets, restored.Count, passed);
    }
}
