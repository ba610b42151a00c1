namespace Gudok.Access;

/// <summary>The archives of a data folder: one file each, for its owner only, named by the export's id.</summary>
internal sealed class ExportFiles(string dataFolder)
{
    /// <summary>The subfolder.</summary>
    public const string FolderName = "exports";

    private readonly string _folder = Path.Combine(dataFolder, FolderName);

    /// <summary>Where the archive of an export lies.</summary>
    /// <param name="id">A UUID of ours: nothing else becomes a path.</param>
    public string PathOf(string id) => Path.Combine(_folder, Guid.ParseExact(id, "D").ToString("N") + ".zip");

    /// <summary>Whether the archive of an export is there.</summary>
    public bool Exists(string id) => File.Exists(PathOf(id));

    /// <summary>Opens the archive of an export; null if it is not there.</summary>
    public FileStream? Open(string id)
    {
        try
        {
            return new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Makes the folder, closed to others.</summary>
    public void Prepare()
    {
        if (Directory.Exists(_folder)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_folder);
        else Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Deletes the archive of an export, and what a file that was not finished left behind.</summary>
    public void Delete(string id)
    {
        var path = PathOf(id);
        if (!Directory.Exists(_folder)) return;
        File.Delete(path);
        File.Delete(path + PartEnding);
    }

    /// <summary>Deletes every file but those of these exports.</summary>
    public void DeleteAllBut(IEnumerable<string> ids)
    {
        if (!Directory.Exists(_folder)) return;
        var kept = ids.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_folder).Where(file => !kept.Contains(file))) File.Delete(file);
    }

    /// <summary>What a file ends with while it is being made.</summary>
    public const string PartEnding = ".part";
}
