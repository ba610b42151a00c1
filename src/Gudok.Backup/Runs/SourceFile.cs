using System.Globalization;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Backup;

/// <summary>A file of the data folder that is backed up.</summary>
/// <param name="Path">Where it lies in the data folder, with slashes.</param>
/// <param name="Kind">How it is read.</param>
internal sealed record SourceFile(string Path, SourceKind Kind)
{
    private static readonly string[] KeptApart = [VaultFiles.Vault, VaultFiles.Keys, "heads.db", "open.db"];

    /// <summary>The files of an archive, in the order in which they are to be held: what refers to others comes before them.</summary>
    public static IReadOnlyList<SourceFile> Find(string dataFolder, BackupSet set) => set switch
    {
        BackupSet.Ledger =>
        [
            // Heads sign what the segments hold already; held.db takes over what messages and segments give up.
            .. Database(dataFolder, "heads.db"), .. Segments(dataFolder), .. Messages(dataFolder), .. Database(dataFolder, "ledger/held.db"), .. Under(dataFolder, "acts"),
        ],
        BackupSet.Vault => [.. Database(dataFolder, VaultFiles.Vault), .. Others(dataFolder), .. Plain(dataFolder, "gudok.json"), .. Under(dataFolder, "log")],
        // The list after the keys: whoever is erased in between is named by it.
        BackupSet.Keys => [.. Database(dataFolder, VaultFiles.Keys), .. Plain(dataFolder, VaultFiles.Erased)],
    };

    private static IEnumerable<SourceFile> Database(string folder, string path) =>
        File.Exists(System.IO.Path.Combine(folder, path)) ? [new SourceFile(path, SourceKind.Database)] : [];

    private static IEnumerable<SourceFile> Plain(string folder, string path) =>
        File.Exists(System.IO.Path.Combine(folder, path)) ? [new SourceFile(path, SourceKind.Plain)] : [];

    private static IEnumerable<SourceFile> Others(string folder) => Directory.EnumerateFiles(folder, "*.db").Select(path => System.IO.Path.GetFileName(path))
        .Where(name => !KeptApart.Contains(name)).Order(StringComparer.Ordinal).Select(name => new SourceFile(name, SourceKind.Database));

    private static IEnumerable<SourceFile> Under(string folder, string name)
    {
        var root = System.IO.Path.Combine(folder, name);
        return Directory.Exists(root)
            ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(path => System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal).Select(path => new SourceFile(path, SourceKind.Plain))
            : [];
    }

    private static IEnumerable<string> Days(string folder)
    {
        var ledger = System.IO.Path.Combine(folder, "ledger");
        return Directory.Exists(ledger)
            ? Directory.EnumerateDirectories(ledger).Select(path => System.IO.Path.GetFileName(path)).Where(name => SegmentName.TryReadFolder(name, out _)).Order(StringComparer.Ordinal)
            : [];
    }

    private static IEnumerable<SourceFile> Segments(string folder)
    {
        foreach (var day in Days(folder))
        {
            foreach (var data in Directory.EnumerateFiles(System.IO.Path.Combine(folder, "ledger", day), "*.db").Order(StringComparer.Ordinal))
            {
                var stem = System.IO.Path.GetFileNameWithoutExtension(data);
                if (!int.TryParse(stem, NumberStyles.None, CultureInfo.InvariantCulture, out _)) continue;
                var isClosed = File.Exists(System.IO.Path.ChangeExtension(data, ".idx"));
                yield return new SourceFile($"ledger/{day}/{stem}.db", isClosed ? SourceKind.Closed : SourceKind.Database);
                if (isClosed) yield return new SourceFile($"ledger/{day}/{stem}.idx", SourceKind.Closed);
            }
        }
    }

    private static IEnumerable<SourceFile> Messages(string folder) =>
        Days(folder).SelectMany(day => Database(folder, $"ledger/{day}/messages.db"));
}

/// <summary>How a file is read.</summary>
internal enum SourceKind
{
    /// <summary>A SQLite database that may be written meanwhile.</summary>
    Database,

    /// <summary>A file that never changes any more.</summary>
    Closed,

    /// <summary>A small file that is replaced or appended to.</summary>
    Plain,
}
