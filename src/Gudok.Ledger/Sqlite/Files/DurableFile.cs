using System.Runtime.InteropServices;
using System.Text;

namespace Gudok.Ledger;

/// <summary>Writes a file whole or not at all, and makes sure that its name survives loss of power.</summary>
internal static class DurableFile
{
    /// <summary>Writes beside, flushes, and renames into place.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var draft = path + ".tmp";
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes a folder, and its entry in its parent durable.</summary>
    public static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        Directory.CreateDirectory(folder);
        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent) SyncFolder(parent);
    }

    /// <summary>Flushes the names in a folder. The framework opens no folders, so the kernel is asked directly.</summary>
    public static void SyncFolder(string folder)
    {
        var handle = NativeMethods.Open([.. Encoding.UTF8.GetBytes(folder), 0], NativeMethods.ReadOnly);
        if (handle < 0) throw new IOException($"{folder} cannot be opened ({Marshal.GetLastPInvokeError()}).");
        var result = NativeMethods.Sync(handle);
        var error = Marshal.GetLastPInvokeError();
        _ = NativeMethods.Close(handle);
        if (result < 0) throw new IOException($"{folder} cannot be flushed ({error}).");
    }

    private static class NativeMethods
    {
        public const int ReadOnly = 0;

        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        public static extern int Sync(int handle);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        public static extern int Close(int handle);
    }
}
