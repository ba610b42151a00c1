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
    public static void Replace(string path, byte[] content)
    {
        using var former = File.Exists(path) ? Open(path, FileMode.Open) : null;
        var next = path + ".new";
        using (var stream = Open(next, FileMode.Create))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
        if (former is null) return;
        former.Write(new byte[former.Length]);
        former.Flush(flushToDisk: true);
    }
}
