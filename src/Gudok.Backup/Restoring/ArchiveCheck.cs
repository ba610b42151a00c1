using Gudok.Numbers;

namespace Gudok.Backup;

/// <summary>Checks a backup place without writing anything: each run's manifests, and of the newest run every part, seal and page.</summary>
public static class ArchiveCheck
{
    /// <summary>How often a place is read again because runs were let go while it was read: continuous copying goes on meanwhile.</summary>
    internal const int MostAttempts = 3;

    /// <summary>The installation whose backups a place holds: 16 hexadecimal digits.</summary>
    /// <exception cref="BackupException">GDK-8005: it holds none.</exception>
    public static string InstallationOf(string place)
    {
        var ledger = Path.Combine(place, BackupSets.FolderOf(BackupSet.Ledger));
        var manifest = Directory.Exists(ledger) ? Directory.EnumerateFiles(ledger, "*.manifest").Order(StringComparer.Ordinal).LastOrDefault() : null;
        return manifest is null
            ? throw new BackupException(BackupFaults.NothingToRestore, $"There is no backup in {place}.")
            : ArchiveReader.HeadOf(ledger, Path.GetFileName(manifest)).Installation;
    }

    /// <summary>Checks a place.</summary>
    /// <param name="place">The backup place.</param>
    /// <param name="keys">The keys of its installation.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <exception cref="BackupException">GDK-8005: it holds no backup.</exception>
    public static ArchiveReport Run(string place, KeyRing keys, CancellationToken cancellationToken)
    {
        var folders = Folders(place, keys);
        for (var attempt = 1; ; attempt++)
        {
            var runs = PlaceState.WholeRuns(folders);
            if (runs.Count == 0) throw new BackupException(BackupFaults.NothingToRestore, $"There is no run in {place} of which all three archives are there.");
            var report = Run(place, folders, runs, keys, cancellationToken);
            if (report.Faults.Count == 0 || attempt == MostAttempts || PlaceState.WholeRuns(folders).SequenceEqual(runs)) return report;
        }
    }

    internal static SetFolder[] Folders(string place, KeyRing keys)
    {
        var sealing = new ArchiveKeys(keys);
        return [.. BackupSets.All.Select(set => new SetFolder(place, set, sealing))];
    }

    internal static string Line(BackupException fault) => $"{fault.Code}: {fault.Message}";

    private static ArchiveReport Run(string place, SetFolder[] folders, IReadOnlyList<long> runs, KeyRing keys, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        try
        {
            new ErasureCopy(place, keys).Read();
        }
        catch (BackupException broken)
        {
            faults.Add(Line(broken));
        }

        var (files, octets) = (0, 0L);
        foreach (var folder in folders)
        {
            foreach (var file in ReadFiles(folder, runs[^1], faults))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Check(folder, file, faults);
                files++;
                octets += file.Parts.Sum(part => part.Octets);
            }
        }

        return new ArchiveReport(runs[^1], runs.Count, files, octets, faults);
    }

    private static IReadOnlyList<ManifestFile> ReadFiles(SetFolder folder, long run, List<string> faults)
    {
        try
        {
            return folder.ReadManifest(run).Manifest.Files;
        }
        catch (BackupException broken)
        {
            faults.Add(Line(broken));
            return [];
        }
    }

    private static void Check(SetFolder folder, ManifestFile file, List<string> faults)
    {
        try
        {
            foreach (var part in file.Parts) PartCheck.Require(folder, part);
            PageRecords.LoadTable(folder, TrackedFile.From(file, default, 0));
        }
        catch (BackupException broken)
        {
            faults.Add(Line(broken));
        }
    }
}

/// <summary>What a check of a backup place found.</summary>
/// <param name="Run">The newest run; all of it was read.</param>
/// <param name="Runs">How many runs one can go back to.</param>
/// <param name="Files">Files in its three archives.</param>
/// <param name="Octets">Octets of its parts.</param>
/// <param name="Faults">What is broken or missing, one line each, named.</param>
public sealed record ArchiveReport(long Run, int Runs, int Files, long Octets, IReadOnlyList<string> Faults);
