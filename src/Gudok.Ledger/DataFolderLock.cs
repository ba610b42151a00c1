namespace Gudok.Ledger;

/// <summary>Ownership of a data folder by one process. The kernel gives it up when the process dies, however it dies.</summary>
public sealed class DataFolderLock : IDisposable
{
    private const string FileName = ".lock";

    // What flock(LOCK_NB) says when another has the lock: EWOULDBLOCK of Linux and of macOS; and Windows' sharing violation.
    private static readonly int[] TakenResults = [11, 35, unchecked((int)0x80070020)];
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the folder, making it if there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="LedgerException">GDK-4001: another process owns it. GDK-4007: it cannot be written.</exception>
    public static DataFolderLock Acquire(string folder) => TryAcquire(folder) ?? throw new LedgerException(
        LedgerFaults.FolderOwned, $"Another process works in {folder}. Stop it, or let it do the work.");

    /// <summary>Takes the folder; null if another process owns it.</summary>
    /// <exception cref="LedgerException">GDK-4007: it cannot be written.</exception>
    public static DataFolderLock? TryAcquire(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        try
        {
            Directory.CreateDirectory(folder);
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix.
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolderLock(file);
        }
        catch (IOException fault) when (TakenResults.Contains(fault.HResult))
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw DurableFile.Refused(path, fault);
        }
    }

    /// <summary>Gives the folder up.</summary>
    public void Dispose() => _file.Dispose();
}
