using System.Runtime.InteropServices;
using System.Text;

namespace Gudok.Ledger;

/// <summary>Writes a file whole or not at all, and makes sure that its name survives loss of power.</summary>
public static class DurableFile
{
    /// <summary>Writes beside, flushes, and renames into place. What was there before stays until then, and also if it fails. Nobody but its owner may
    /// read the file: most of what is kept is about people.</summary>
    /// <param name="path">The file, in a folder that is there.</param>
    /// <param name="bytes">What it holds then.</param>
    /// <exception cref="LedgerException">GDK-4007: the disk refuses.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var draft = path + ".tmp";
        var isOurs = false;
        try
        {
            if (File.Exists(draft)) File.Delete(draft);
            using (var file = new FileStream(draft, OwnersAlone()))
            {
                isOurs = true;
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (isOurs) TryDelete(draft);
            throw Refused(path, fault);
        }

        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static FileStreamOptions OwnersAlone()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>What a file that cannot be made or written is told as.</summary>
    internal static LedgerException Refused(string path, Exception fault) => new(
        LedgerFaults.CannotWrite,
        $"{path}: {fault.Message.TrimEnd('.')}. Check that there is room, that the disk is writable, and that this user may write in the folder.",
        fault);

    /// <summary>Makes a folder, and its entry in its parent durable.</summary>
    /// <exception cref="LedgerException">GDK-4007: the disk refuses.</exception>
    internal static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Refused(folder, fault);
        }

        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent) SyncFolder(parent);
    }

    /// <summary>Flushes the names in a folder. The framework opens no folders, so the kernel is asked directly.</summary>
    internal static void SyncFolder(string folder)
    {
        var handle = NativeMethods.Open([.. Encoding.UTF8.GetBytes(folder), 0], NativeMethods.ReadOnly);
        if (handle < 0) throw new IOException($"{folder} cannot be opened ({Marshal.GetLastPInvokeError()}).");
        var result = NativeMethods.Sync(handle);
        var error = Marshal.GetLastPInvokeError();
        _ = NativeMethods.Close(handle);
        // A share on another machine may have no flushing of names; nothing is amiss then.
        if (result < 0 && error != NativeMethods.NotSupported) throw new IOException($"{folder} cannot be flushed ({error}).");
    }

    // What refused the file may refuse this too, and is told already.
    private static void TryDelete(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception again) when (again is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    private static class NativeMethods
    {
        public const int ReadOnly = 0;
        public const int NotSupported = 22;

        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        public static extern int Sync(int handle);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        public static extern int Close(int handle);
    }
}
