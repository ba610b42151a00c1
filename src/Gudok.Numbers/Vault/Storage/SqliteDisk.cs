using System.Runtime.InteropServices;
using SQLitePCL;

namespace Gudok.Numbers;

/// <summary>What a disk does to a SQLite file, in words that say how to mend it; the same for every file of a data folder.</summary>
public static class SqliteDisk
{
    /// <summary>The last octet of a result; what stands above tells it apart further.</summary>
    private const int PrimaryCode = 0xff;

    /// <summary>Why a file cannot be written, and what helps; null if the result says something else.</summary>
    /// <param name="result">A result of SQLite, extended or not.</param>
    public static string? WhyNotWritten(int result) => (result & PrimaryCode) switch
    {
        raw.SQLITE_FULL => "the disk is full; make room on it",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => "the file or its disk may only be read; mount it writable, or give this user the right to write",
        raw.SQLITE_CANTOPEN => "it cannot be opened; check that its folder is there, and that this user may read and write it and may write in its folder",
        raw.SQLITE_IOERR => $"the disk fails ({result}); look into the system's log",
        _ => null,
    };

    /// <summary>Whether what is in the file is damaged: unlike a disk that refuses, the same attempt fails for ever.</summary>
    /// <param name="result">A result of SQLite, extended or not.</param>
    public static bool IsDamage(int result) => (result & PrimaryCode) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>Whether a file that was to be opened for writing may only be read: SQLite opens it all the same, and leaves files beside it that keep it so.</summary>
    /// <param name="db">A connection opened for writing.</param>
    public static bool IsReadOnly(sqlite3 db) => raw.sqlite3_db_readonly(db, "main") == 1;

    /// <summary>Whether the file that a connection writes no longer stands under its name: what is written to it would be lost with the process.</summary>
    /// <param name="db">An open connection.</param>
    public static bool HasMoved(sqlite3 db)
    {
        var hasMoved = 0;
        return NativeMethods.FileControl(db, "main\0"u8.ToArray(), NativeMethods.HasMoved, ref hasMoved) == raw.SQLITE_OK && hasMoved != 0;
    }

    private static class NativeMethods
    {
        /// <summary>SQLITE_FCNTL_HAS_MOVED: the provider leaves this call out.</summary>
        public const int HasMoved = 20;

        [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
        public static extern int FileControl(sqlite3 db, byte[] name, int operation, ref int argument);
    }
}
