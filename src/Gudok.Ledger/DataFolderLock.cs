namespace Gudok.Ledger;

/// <summary>Ownership of a data folder by one process. The kernel gives it up when the process dies, however it dies.</summary>
public sealed class DataFolderLock : IDisposable
{
    private const string FileName = ".lock";
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the folder, making it if there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="LedgerException">GDK-4001: another process owns it.</exception>
    public static DataFolderLock Acquire(string folder) => TryAcquire(folder) ?? throw new LedgerException(
        LedgerFaults.FolderOwned, $"Another process works in {folder}. Stop it, or let it do the work.");

    /// <summary>Takes the folder; null if another process owns it.</summary>
    public static DataFolderLock? TryAcquire(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix.
            var file = new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolderLock(file);
        }
        catch (IOException fault) when (fault is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    /// <summary>Gives the folder up.</summary>
    public void Dispose() => _file.Dispose();
}
