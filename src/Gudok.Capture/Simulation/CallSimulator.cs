using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Synthetic traffic of a contact centre in order of time: every message, and the truth about every call.</summary>
/// <remarks>The same options give the same messages. Memory grows with the calls in progress only. Not safe for two threads at once.</remarks>
public sealed class CallSimulator
{
    /// <summary>How long a simulated day is when there is no end to the run; it begins in the morning, so that there is something to see.</summary>
    private static readonly TimeSpan EndlessDay = TimeSpan.FromHours(1);

    private const double Morning = 8 / 24.0;

    private readonly SimulationOptions _options;
    private readonly Action<SimulatedCall>? _onCall;
    private readonly SeededRandom _random;
    private readonly CallPlanner _planner;
    private readonly PriorityQueue<CallPlan, (long At, long Number)> _open = new();
    private readonly Stack<CallPlan> _free = new();
    private readonly byte[] _buffer = new byte[MessageText.MaxLength];
    private readonly double _dayMicros;
    private Instant _nextStart;
    private CallPlan? _plan;
    private SimulatedStep _step;

    /// <summary>Begins a simulation.</summary>
    /// <param name="options">What it is like.</param>
    /// <param name="onCall">Told the truth about each call when it is planned, shortly before its first message; may be null.</param>
    public CallSimulator(SimulationOptions options, Action<SimulatedCall>? onCall = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Calls);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Rate);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MeanTalk, TimeSpan.Zero);
        _options = options;
        _onCall = onCall;
        _random = new SeededRandom(options.Seed);
        _planner = new CallPlanner(options, _random);
        _nextStart = options.Start;
        _dayMicros = options.Calls == 0 ? EndlessDay.TotalMicroseconds : options.Calls / options.Rate * 1e6;
    }

    /// <summary>How many calls have begun.</summary>
    public long Calls { get; private set; }

    /// <summary>How many messages have come.</summary>
    public long Messages { get; private set; }

    /// <summary>How many calls are in progress.</summary>
    public int OpenCalls => _open.Count;

    /// <summary>The message reached; written when asked for, valid until the next <see cref="MoveNext"/>.</summary>
    public SimulatedMessage Current => _plan is { } plan
        ? MessageText.Write(_buffer, plan, _step)
        : throw new InvalidOperationException("There is no message before MoveNext returns true.");

    /// <summary>When the message reached is due: what <see cref="Current"/> says, without writing it.</summary>
    internal Instant Time => _plan is { } plan ? new Instant(plan.Start.Micros + _step.At) : default;

    /// <summary>Goes to the next message; false when all calls are over.</summary>
    public bool MoveNext()
    {
        Release();
        while (HasMoreCalls && (_open.Count == 0 || !IsDueBefore(_nextStart))) BeginCall();
        if (!_open.TryDequeue(out var plan, out _)) return false;
        _plan = plan;
        _step = plan.TakeNext();
        Messages++;
        return true;
    }

    private bool HasMoreCalls => _options.Calls == 0 || Calls < _options.Calls;

    private bool IsDueBefore(Instant time) => _open.TryPeek(out _, out var due) && due.At < time.Micros;

    private void Release()
    {
        if (_plan is not { } plan) return;
        _plan = null;
        if (plan.IsDone) _free.Push(plan);
        else Enqueue(plan);
    }

    private void BeginCall()
    {
        var plan = TakeFree();
        var spare = _options.Calls == 0 || _options.Calls - Calls >= 2 ? TakeFree() : null;
        var isTransferred = _planner.Plan(plan, _nextStart, Calls + 1, spare);
        Admit(plan);
        if (isTransferred) Admit(spare!);
        else if (spare is not null) _free.Push(spare);
        var ofDay = (_options.Calls == 0 ? Morning : 0) + (_nextStart - _options.Start).TotalMicroseconds / _dayMicros;
        var rate = _options.IsEven ? _options.Rate : _options.Rate * DayProfile.At(ofDay);
        _nextStart = new Instant(_nextStart.Micros + (long)(_random.Waiting() * 1e6 / rate));
    }

    private void Admit(CallPlan plan)
    {
        Calls++;
        _onCall?.Invoke(plan.ToFacts());
        Enqueue(plan);
    }

    private void Enqueue(CallPlan plan) => _open.Enqueue(plan, (plan.NextTime.Micros, plan.Number));

    private CallPlan TakeFree() => _free.TryPop(out var plan) ? plan : new CallPlan();
}
