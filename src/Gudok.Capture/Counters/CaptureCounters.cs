using System.Text.Json;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>What an input received, decoded, ignored and lost. Thread-safe; everything that comes in is counted in exactly one place.</summary>
public sealed class CaptureCounters
{
    private readonly long[] _ignored = new long[Enum.GetValues<IgnoreReason>().Length];
    private readonly long[] _dropped = new long[Enum.GetValues<DropPlace>().Length];
    private long _packets;
    private long _sipMessages;
    private long _mediaPackets;
    private long _calls;
    private long _late;
    private long _clockCorrected;
    private long _gaps;
    private long _gapMilliseconds;
    private long _recordFailures;
    private long _acceptFailures;

    /// <summary>Frames of a capture, or HEP packets, that were read.</summary>
    public long Packets => Volatile.Read(ref _packets);

    /// <summary>SIP messages, before retransmissions and doubles are merged.</summary>
    public long SipMessages => Volatile.Read(ref _sipMessages);

    /// <summary>Packets of media that belong to a call in progress.</summary>
    public long MediaPackets => Volatile.Read(ref _mediaPackets);

    /// <summary>Calls given out by assembly, corrections not counted.</summary>
    public long Calls => Volatile.Read(ref _calls);

    /// <summary>Packets older than the ones already worked on, by more than the window that restores order.</summary>
    public long Late => Volatile.Read(ref _late);

    /// <summary>Packets whose own time was more than five minutes from their arrival and was replaced by it.</summary>
    public long ClockCorrected => Volatile.Read(ref _clockCorrected);

    /// <summary>Spans in which nothing was received because the program did not run.</summary>
    public long Gaps => Volatile.Read(ref _gaps);

    /// <summary>Their length together, in milliseconds.</summary>
    public long GapMilliseconds => Volatile.Read(ref _gapMilliseconds);

    /// <summary>Attempts to record or save calls, or to read parked ones back, that failed and were made again.</summary>
    public long RecordFailures => Volatile.Read(ref _recordFailures);

    /// <summary>Attempts to accept a HEP connection over TCP that failed and were made again.</summary>
    public long AcceptFailures => Volatile.Read(ref _acceptFailures);

    /// <summary>How each source of live traffic fares.</summary>
    public SourceWatch Sources { get; } = new();

    /// <summary>Counts packets read.</summary>
    public void CountPacket(long count = 1) => Interlocked.Add(ref _packets, count);

    /// <summary>Counts a SIP message.</summary>
    public void CountSipMessage() => Interlocked.Increment(ref _sipMessages);

    /// <summary>Counts a packet of media of a call.</summary>
    public void CountMedia() => Interlocked.Increment(ref _mediaPackets);

    /// <summary>Counts calls.</summary>
    public void CountCalls(long count) => Interlocked.Add(ref _calls, count);

    /// <summary>Counts packets that came too late for their place in time.</summary>
    public void CountLate(long count = 1) => Interlocked.Add(ref _late, count);

    /// <summary>Counts a packet whose clock was wrong.</summary>
    public void CountClockCorrected() => Interlocked.Increment(ref _clockCorrected);

    /// <summary>Counts an attempt to record, save or read back calls that failed.</summary>
    public void CountRecordFailure() => Interlocked.Increment(ref _recordFailures);

    /// <summary>Counts an attempt to accept a connection that failed.</summary>
    public void CountAcceptFailure() => Interlocked.Increment(ref _acceptFailures);

    /// <summary>Counts a span in which nothing was received.</summary>
    public void CountGap(TimeSpan length)
    {
        Interlocked.Increment(ref _gaps);
        Interlocked.Add(ref _gapMilliseconds, (long)length.TotalMilliseconds);
    }

    /// <summary>Counts what was read and not used.</summary>
    public void CountIgnored(IgnoreReason reason, long count = 1) => Interlocked.Add(ref _ignored[(int)reason], count);

    /// <summary>Counts what was lost.</summary>
    public void CountDropped(DropPlace place, long count = 1) => Interlocked.Add(ref _dropped[(int)place], count);

    /// <summary>Sets a count that another party keeps, such as the kernel.</summary>
    public void SetDropped(DropPlace place, long count) => Volatile.Write(ref _dropped[(int)place], count);

    /// <summary>How much was ignored for one reason.</summary>
    public long Ignored(IgnoreReason reason) => Volatile.Read(ref _ignored[(int)reason]);

    /// <summary>How much was lost in one place.</summary>
    public long Dropped(DropPlace place) => Volatile.Read(ref _dropped[(int)place]);

    /// <summary>What was ignored, by the reasons' public names; reasons that never occurred are left out.</summary>
    public IReadOnlyDictionary<string, long> IgnoredByName()
    {
        var named = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var reason in Enum.GetValues<IgnoreReason>())
        {
            if (Ignored(reason) is > 0 and var count) named[NameOf(reason)] = count;
        }

        return named;
    }

    /// <summary>A reason's public name: its first word, a dot, and the rest in camel case, <c>packet.notIp</c>.</summary>
    public static string NameOf(IgnoreReason reason)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());
        var rest = name.AsSpan().IndexOfAnyInRange('A', 'Z');
        return rest < 0 ? name : name[..rest] + "." + JsonNamingPolicy.CamelCase.ConvertName(name[rest..]);
    }

    /// <summary>A place's public name.</summary>
    public static string NameOf(DropPlace place) => JsonNamingPolicy.CamelCase.ConvertName(place.ToString());
}
