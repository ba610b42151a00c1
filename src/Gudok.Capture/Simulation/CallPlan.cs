using System.Globalization;
using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>A call as it will go: its parties, its script in order of time, and the facts that follow. Reused for later calls.</summary>
internal sealed class CallPlan
{
    public const int MaxFork = 3;

    private readonly List<SimulatedStep> _steps = new(16);
    private int _next;

    public long Number { get; set; }

    /// <summary>What Call-ID, tags and branches are made of.</summary>
    public ulong Id { get; set; }

    public Instant Start { get; set; }

    public CallDirection Direction { get; set; }

    public SimulatedNumber Caller { get; set; }

    public bool IsWithheld { get; set; }

    public SimulatedNumber Dialled { get; set; }

    public SimulatedNumber Redirected { get; set; }

    public SimulatedNode CallerNode { get; set; } = SimulatedNode.Proxy;

    public SimulatedNode CalleeNode { get; set; } = SimulatedNode.Proxy;

    /// <summary>Places of the operators that a fork rings, by hop - 1.</summary>
    public int[] Fork { get; } = new int[MaxFork];

    public bool IsForked { get; set; }

    /// <summary>Where the first leg's operator sends the caller on to.</summary>
    public SimulatedNumber TransferTarget { get; set; }

    /// <summary>Number of the call that led here; 0 if none did.</summary>
    public long TransferredFrom { get; set; }

    public long RingingAt { get; set; }

    public long AnsweredAt { get; set; }

    public long EndedAt { get; set; }

    public long EarlyMediaAt { get; set; }

    public int FinalStatus { get; set; }

    public CallDisposition Disposition { get; set; }

    public CallEnd EndedBy { get; set; }

    public CallTransfer Transfer { get; set; }

    public SimulatedNumber Callee { get; set; }

    public int StepCount => _steps.Count;

    public bool IsDone => _next == _steps.Count;

    public Instant NextTime => new(Start.Micros + _steps[_next].At);

    public void Reset()
    {
        const long never = -1;
        _steps.Clear();
        _next = 0;
        IsWithheld = false;
        IsForked = false;
        TransferredFrom = 0;
        RingingAt = AnsweredAt = EndedAt = EarlyMediaAt = never;
        Transfer = CallTransfer.None;
        EndedBy = CallEnd.Unknown;
    }

    public void Add(SimulatedStep step) => _steps.Add(step);

    // Scripts are written nearly in order; insertion keeps steps of one moment as they were written.
    public void Sort()
    {
        for (var at = 1; at < _steps.Count; at++)
        {
            var step = _steps[at];
            var to = at;
            for (; to > 0 && _steps[to - 1].At > step.At; to--) _steps[to] = _steps[to - 1];
            _steps[to] = step;
        }
    }

    public SimulatedStep TakeNext() => _steps[_next++];

    public SimulatedCall ToFacts() => new()
    {
        Number = Number,
        CallId = MessageText.CallId(this),
        FromTag = Id.ToString("x16", CultureInfo.InvariantCulture),
        Caller = Caller.Text,
        IsWithheld = IsWithheld,
        Dialled = Dialled.Text,
        Callee = Callee.Text,
        Direction = Direction,
        StartedAt = Start,
        RingingAt = Moment(RingingAt),
        AnsweredAt = Moment(AnsweredAt),
        EndedAt = Moment(EndedAt),
        EarlyMediaMs = EarlyMediaAt < 0 ? null : ((AnsweredAt < 0 ? EndedAt : AnsweredAt) - EarlyMediaAt) / 1000,
        Disposition = Disposition,
        SipStatus = FinalStatus,
        EndedBy = EndedBy,
        Transfer = Transfer,
        TransferredFrom = TransferredFrom == 0 ? null : TransferredFrom,
        Messages = _steps.Count,
    };

    private Instant? Moment(long offset) => offset < 0 ? null : new Instant(Start.Micros + offset);
}
