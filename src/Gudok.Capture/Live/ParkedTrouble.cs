using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary>Times in which parked calls cannot be read back. They stay parked meanwhile, and assembly goes on without them; those that are damaged are lost.</summary>
/// <param name="counters">Count attempts that fail.</param>
/// <param name="clock">Counts the pauses.</param>
/// <param name="logger">Is told, once a minute.</param>
internal sealed partial class ParkedTrouble(CaptureCounters counters, TimeProvider clock, ILogger logger)
{
    // The thread that assembles must not spend its time on a disk that refuses.
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly TroubleRhythm _rhythm = new(clock);
    private readonly TroubleRhythm _losses = new(clock);

    /// <summary>Whether the disk refused so lately that it is left alone.</summary>
    public bool IsResting => _rhythm.IsWithin(RetryPause);

    /// <summary>Notes an attempt that failed.</summary>
    public void Note(SqliteException fault)
    {
        counters.CountRecordFailure();
        if (_rhythm.Note(fault)) LogTrouble(CaptureFaults.ParkedUnreadable, fault.Message);
    }

    /// <summary>Notes a call whose row no attempt will ever open.</summary>
    public void NoteLost(Exception fault)
    {
        if (_losses.Note(fault)) LogLost(CaptureFaults.ParkedUnreadable, fault.Message.TrimEnd('.'), counters.Dropped(DropPlace.Parked));
    }

    /// <summary>Notes that all that was asked for could be read.</summary>
    public void End()
    {
        if (_rhythm.End()) LogEnd(counters.Dropped(DropPlace.Parked));
    }

    [LoggerMessage(5013, LogLevel.Error,
        "{Code}: parked calls cannot be read from open.db: {Reason} Capture goes on and tries again every second; a call whose next message comes meanwhile is recorded without what it began with.")]
    private partial void LogTrouble(string code, string reason);

    [LoggerMessage(5017, LogLevel.Error,
        "{Code}: a parked call is lost: {Reason}. Its row in open.db is damaged: nothing mends it, and capture goes on; {Dropped} are lost since the start.")]
    private partial void LogLost(string code, string reason, long dropped);

    [LoggerMessage(5014, LogLevel.Warning, "Parked calls can be read again; {Dropped} are lost since the start.")]
    private partial void LogEnd(long dropped);
}
