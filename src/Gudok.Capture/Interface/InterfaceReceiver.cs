using System.Net.Sockets;
using Gudok.Sip;
using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary>Hears one interface on a thread of its own, and takes it up again when it has been away.</summary>
internal sealed partial class InterfaceReceiver : ILiveInput, IDisposable
{
    // How soon a stop is noticed, and how long nothing must have come for it to be said that nothing waits.
    private static readonly TimeSpan WaitPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    // What came to the interface before this is in a block that was given out: twice the pause of blocks, and the kernel's own tick.
    private static readonly TimeSpan BlockAge = 2 * PacketSocket.BlockPause + TimeSpan.FromMilliseconds(20);

    private readonly InterfaceOptions _options;
    private readonly FanoutGroup _group;
    private readonly string _name;
    private readonly CaptureCounters _counters;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly TroubleRhythm _trouble;
    private readonly PacketDissector _dissector;
    private readonly SourceMeter _meter;
    private readonly PacketTaker _take;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _working;

    // The count of drops is asked for by a timer, while the thread may let go of the interface.
    private readonly Lock _turn = new();
    private NetworkDevice _device;
    private PacketSocket? _socket;
    private RingReader? _ring;
    private long _workedUpTo;

    /// <summary>Opens the interface.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">How.</param>
    /// <param name="group">The threads that share the interface.</param>
    /// <param name="sink">Takes the messages.</param>
    /// <param name="counters">Count what comes.</param>
    /// <param name="clock">Tells the present moment.</param>
    /// <param name="logger">Is told when the interface is away, and when it is back.</param>
    /// <exception cref="CaptureException">GDK-5020: there is none of this name. GDK-5021: the system refuses.</exception>
    public InterfaceReceiver(string name, InterfaceOptions options, FanoutGroup group, ILiveSink sink, CaptureCounters counters, TimeProvider clock, ILogger logger)
    {
        _name = name;
        _options = options;
        _group = group;
        _counters = counters;
        _clock = clock;
        _logger = logger;
        _trouble = new TroubleRhythm(clock);
        var source = "interface:" + name;
        _meter = counters.Sources.Of(source);
        _dissector = new PacketDissector(new InterfaceSink(sink, counters, source));
        _take = Take;
        _device = NetworkDevice.Find(name)
            ?? throw new CaptureException(CaptureFaults.NoSuchInterface, $"there is no network interface \"{name}\"; this machine has {NetworkDevice.Known()}, and any stands for all");
        Open();
        _workedUpTo = Instant.Now(clock).Micros;
        _working = new Thread(Work) { IsBackground = true, Name = "interface" };
    }

    /// <summary>Begins to work.</summary>
    public void Start() => _working.Start();

    /// <inheritdoc />
    public Instant WorkedUpTo(Instant now) => new(Math.Min(now.Micros, Volatile.Read(ref _workedUpTo)));

    /// <summary>Brings the count of what did not fit into the ring up to date.</summary>
    public void CountDrops()
    {
        lock (_turn)
        {
            if (_socket is { } socket) _counters.CountDropped(DropPlace.Interface, socket.TakeDrops());
        }
    }

    /// <summary>Works off what has come, and closes.</summary>
    public void Dispose()
    {
        _stop.Set();
        if (_working.IsAlive) _working.Join();
        LetGo();
        _stop.Dispose();
    }

    private void Open()
    {
        try
        {
            _socket = new PacketSocket(_device, _options, _group);
            _ring = new RingReader(_socket.Ring, _socket.Blocks, _device.HasLinkLayer);
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AccessDenied || refused.NativeErrorCode == 1)
        {
            throw new CaptureException(
                CaptureFaults.CannotCapture, $"{_name} may not be captured from: give the program the right to (AmbientCapabilities=CAP_NET_RAW of its service, or setcap cap_net_raw+ep), or take Interface:Names away");
        }
        catch (SocketException refused)
        {
            throw new CaptureException(CaptureFaults.CannotCapture, $"{_name} cannot be captured from: {refused.Message}; if memory is the reason, set a smaller Interface:RingBytes");
        }
    }

    private void Work()
    {
        while (!_stop.IsSet)
        {
            if (_socket is null) TakeUp();
            else Hear(_socket, _ring!);
        }

        if (_socket is { } socket) WorkOff(socket, _ring!);
        _dissector.Complete();
        CountDrops();
    }

    /// <summary>Works off what the kernel holds: nothing new comes, and a block that is not full is given out a pause later.</summary>
    private void WorkOff(PacketSocket socket, RingReader ring)
    {
        socket.Refuse();
        while (socket.Wait(BlockAge) && ring.HasBlock) ReadBlocks(ring);
    }

    private void Hear(PacketSocket socket, RingReader ring)
    {
        var began = Instant.Now(_clock);
        var isReady = socket.Wait(WaitPause);
        // Before it is looked for a block: what is given out afterwards may be of a moment that came between.
        var looked = Instant.Now(_clock);
        if (ring.HasBlock)
        {
            ReadBlocks(ring);
            return;
        }

        // Between packets that come slowly there is silence too.
        if (!isReady || began - LastWorked > BlockAge) Note(looked - BlockAge);
        // An interface that goes down ends the wait without making the socket readable.
        if (socket.TakeError() is not { } fault) return;
        // What came just before is in a block that the kernel still holds.
        WorkOff(socket, ring);
        Leave(fault);
    }

    private Instant LastWorked => new(Volatile.Read(ref _workedUpTo));

    private void ReadBlocks(RingReader ring)
    {
        while (ring.HasBlock)
        {
            var (packets, foreign, lastAt) = ring.Read(_take);
            _counters.CountPacket(packets);
            if (foreign > 0) _counters.CountIgnored(IgnoreReason.PacketNotIp, foreign);
            if (lastAt != default) Note(lastAt);
        }
    }

    private void Take(in CapturedPacket packet)
    {
        _meter.Note(Instant.Now(_clock), packet.Time);
        _dissector.Take(packet);
    }

    private void Note(Instant workedUpTo)
    {
        if (workedUpTo.Micros > _workedUpTo) Volatile.Write(ref _workedUpTo, workedUpTo.Micros);
    }

    /// <summary>Lets go of an interface that is down or gone.</summary>
    private void Leave(SocketException fault)
    {
        if (_trouble.Note(fault)) LogAway(CaptureFaults.InterfaceAway, _name, fault.Message);
        LetGo();
        _stop.Wait(RetryPause);
    }

    private void LetGo()
    {
        CountDrops();
        lock (_turn)
        {
            _socket?.Dispose();
            (_socket, _ring) = (null, null);
        }
    }

    private void TakeUp()
    {
        Note(Instant.Now(_clock) - BlockAge);
        try
        {
            if (NetworkDevice.Find(_name) is { } device)
            {
                _device = device;
                Open();
                if (_socket!.TakeError() is { } still) Leave(still);
                else if (_trouble.End()) LogBack(_name);
                return;
            }
        }
        catch (CaptureException refused)
        {
            if (_trouble.Note(refused)) LogAway(refused.Code, _name, refused.Message);
        }

        _stop.Wait(RetryPause);
    }

    [LoggerMessage(5020, LogLevel.Error, "{Code}: nothing can be captured from {Interface}: {Reason}. It is tried again every second.")]
    private partial void LogAway(string code, string @interface, string reason);

    [LoggerMessage(5021, LogLevel.Warning, "{Interface} is captured from again.")]
    private partial void LogBack(string @interface);
}
