using System.Buffers.Binary;
using Gudok.Numbers;
using Microsoft.Win32.SafeHandles;

namespace Gudok.Backup;

/// <summary>A SQLite database that is being written, held at one moment by an open reading transaction.</summary>
/// <remarks>While the transaction is open a checkpoint moves nothing into the file but pages that the log gives anyway, so file and log together
/// are the database at the log's last commit. Pages are read past SQLite, whose own copying would begin anew at every write. Closing the file here
/// lets go of this process's locks on it (POSIX); they stand against other processes only, which the lock of the data folder keeps out.</remarks>
internal sealed class DatabaseMoment : IPageSource
{
    private const int PageBytesAt = 16;
    private const int PageCountAt = 28;

    private readonly string _path;
    private readonly WalLog _wal;
    private readonly SqliteFile _transaction;
    private readonly SafeFileHandle _file;
    private readonly SafeFileHandle? _log;

    /// <summary>Holds the database from now on.</summary>
    /// <param name="path">The database.</param>
    /// <param name="wal">What is known of its log from the moment before.</param>
    public DatabaseMoment(string path, WalLog wal)
    {
        _path = path;
        _wal = wal;
        _transaction = SqliteFile.OpenToRead(path);
        try
        {
            _transaction.Execute("begin");
            _transaction.Prepare("select count(*) from sqlite_master").Step();
            _file = Open(path);
            _log = File.Exists(path + "-wal") ? Open(path + "-wal") : null;
            Changed = wal.Advance(_log);
            var head = new byte[100];
            Fill(0, head);
            PageBytes = wal.PageBytes > 0 ? wal.PageBytes : SizeIn(head);
            Octets = (long)PageBytes * (wal.PageCount > 0 ? wal.PageCount : BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(PageCountAt)));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int PageBytes { get; }

    public long Octets { get; }

    public IReadOnlyCollection<int>? Changed { get; }

    public int Read(int page, Span<byte> buffer)
    {
        var octets = buffer[..PageBytes];
        // A log that began anew had been moved into the file as a whole, and nothing moves on while the transaction is open.
        if (_log is null || !_wal.TryPlace(page, out var place) || !FileOctets.TryFill(_log, octets, place) || !_wal.IsUntouched(_log))
            Fill((long)page * PageBytes, octets);
        return PageBytes;
    }

    public void Dispose()
    {
        _log?.Dispose();
        _file?.Dispose();
        _transaction.Dispose();
    }

    private static SafeFileHandle Open(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private void Fill(long offset, Span<byte> octets) => FileOctets.Fill(_file, octets, offset, _path);

    private static int SizeIn(byte[] head) => BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(PageBytesAt)) is var size and not 1 ? size : 65_536;
}
