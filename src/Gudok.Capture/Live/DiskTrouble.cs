using System.Data.Common;
using Gudok.Ledger;
using Gudok.Numbers;
using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary>Times in which something cannot be written: the disk is full, read-only or gone. Capture outlives them, and tells of them once a minute. Thread-safe.</summary>
/// <param name="what">What is to be written, and cannot be.</param>
/// <param name="counters">Count attempts that fail.</param>
/// <param name="clock">Counts the minutes.</param>
/// <param name="logger">Is told.</param>
internal sealed partial class DiskTrouble(string what, CaptureCounters counters, TimeProvider clock, ILogger logger)
{
    private readonly TroubleRhythm _rhythm = new(clock);

    /// <summary>What stands in the way; null if nothing does.</summary>
    public Exception? Fault => _rhythm.Fault;

    /// <summary>Whether a fault is one that may pass: then what could not be written is tried again. Damage does not pass, and anything else is a bug.</summary>
    public static bool MayPass(Exception fault) => fault switch
    {
        LedgerException { Fault: LedgerFaults.Damaged or LedgerFaults.NewerFormat or LedgerFaults.TooManyClasses } => false,
        IOException or UnauthorizedAccessException or VaultException or DbException => true,
        _ => false,
    };

    /// <summary>Notes an attempt that failed.</summary>
    public void Note(Exception fault)
    {
        counters.CountRecordFailure();
        if (_rhythm.Note(fault)) LogTrouble(CaptureFaults.CannotRecord, what, fault.Message, LiveCapture.WaitingCalls, counters.Dropped(DropPlace.Recording));
    }

    /// <summary>Notes an attempt that succeeded.</summary>
    public void End()
    {
        if (_rhythm.End()) LogEnd(what, counters.Dropped(DropPlace.Recording));
    }

    [LoggerMessage(5010, LogLevel.Error,
        "{Code}: {What} cannot be written: {Reason} Capture goes on and tries again every second; {Waiting} calls may wait, {Dropped} that came after them are lost so far.")]
    private partial void LogTrouble(string code, string what, string reason, int waiting, long dropped);

    [LoggerMessage(5011, LogLevel.Warning, "{What} can be written again; {Dropped} calls are lost since the start.")]
    private partial void LogEnd(string what, long dropped);
}
