namespace Gudok.Numbers;

/// <summary>Files that only their owner may read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    public static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;

    /// <summary>Makes an empty file of mode 0600 unless there is one, for a library that would make it readable to all.</summary>
    public static void Touch(string path)
    {
        if (File.Exists(path)) return;
        using var stream = Open(path, FileMode.CreateNew);
    }

    /// <summary>Opens a file for writing, durable with <see cref="FileStream.Flush(bool)"/>.</summary>
    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (mode != FileMode.Open && !OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    /// <summary>Replaces a file in one durable step, then wipes what the old one held: it may have held keys destroyed now.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it holds then.</param>
    /// <param name="stepped">Called after each durable step: where tests kill.</param>
    public static void Replace(string path, byte[] content, Action? stepped = null)
    {
        var next = path + ".new";
        using (var stream = Open(next, FileMode.Create))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        stepped?.Invoke();
        MoveOver(next, path);
        stepped?.Invoke();
    }

    /// <summary>Moves a file over another in one step, then wipes what the other held.</summary>
    public static void MoveOver(string next, string path)
    {
        using var former = File.Exists(path) ? Open(path, FileMode.Open) : null;
        File.Move(next, path, overwrite: true);
        if (former is not null) Wipe(former);
    }

    /// <summary>Wipes what a file holds, and deletes it.</summary>
    public static void Destroy(string path)
    {
        using (var file = Open(path, FileMode.Open)) Wipe(file);
        File.Delete(path);
    }

    /// <exception cref="VaultException">GDK-2105: others can read the file.</exception>
    public static void RefuseIfOpen(string path)
    {
        if (!IsOpenToOthers(path)) return;
        throw new VaultException(NumbersFaults.KeySourceOpen, $"Others can read the key file {path}. Run: chmod 600 {path}");
    }

    private static void Wipe(FileStream file)
    {
        file.Write(new byte[file.Length]);
        file.Flush(flushToDisk: true);
    }
}
