namespace Gudok.Backup;

/// <summary>What tells without reading that a file did not change: lengths and times of change of it and its write-ahead log.</summary>
/// <param name="Octets">Length of the file.</param>
/// <param name="Changed">When it was written last, in ticks.</param>
/// <param name="LogOctets">Length of the log; 0 if there is none.</param>
/// <param name="LogChanged">When the log was written last; 0 if it is empty.</param>
internal readonly record struct FileStamp(long Octets, long Changed, long LogOctets, long LogChanged)
{
    // The kernel stamps files by its coarse clock: what changed right after the copy may bear the same time.
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(2);

    /// <summary>The stamp of a file now.</summary>
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        var log = new FileInfo(path + "-wal");
        var hasLog = log is { Exists: true, Length: > 0 };
        return new FileStamp(file.Length, file.LastWriteTimeUtc.Ticks, hasLog ? log.Length : 0, hasLog ? log.LastWriteTimeUtc.Ticks : 0);
    }

    /// <summary>Whether the file had been at rest for a while when it was copied.</summary>
    public bool WasAtRest(DateTimeOffset copiedAt) => Math.Max(Changed, LogChanged) + Grain.Ticks < copiedAt.UtcTicks;
}
