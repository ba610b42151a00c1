using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary>Captures from the interfaces of the settings.</summary>
public sealed class InterfaceListener : IDisposable
{
    private static readonly TimeSpan CountPause = TimeSpan.FromSeconds(1);

    private readonly List<InterfaceReceiver> _receivers = [];
    private ITimer? _counting;

    private InterfaceListener()
    {
    }

    /// <summary>What is received through.</summary>
    internal IReadOnlyList<ILiveInput> Inputs => _receivers;

    /// <summary>Opens the interfaces; nothing comes before <see cref="Begin"/>.</summary>
    /// <param name="options">Which, and how.</param>
    /// <param name="capture">Takes the messages.</param>
    /// <param name="counters">Count what comes.</param>
    /// <param name="clock">Tells the present moment.</param>
    /// <param name="logger">Is told when an interface is away.</param>
    /// <exception cref="CaptureException">GDK-5020: there is no such interface. GDK-5021: the system refuses.</exception>
    public static InterfaceListener Open(InterfaceOptions options, LiveCapture capture, CaptureCounters counters, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        var listener = new InterfaceListener();
        try
        {
            foreach (var name in options.Names)
            {
                var group = new FanoutGroup();
                for (var thread = 0; thread < options.Threads; thread++) listener._receivers.Add(new InterfaceReceiver(name, options, group, capture, counters, clock, logger));
            }

            // Not before: it walks the receivers.
            listener._counting = clock.CreateTimer(_ => listener.CountDrops(), null, CountPause, CountPause);
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Begins to work on what comes.</summary>
    public void Begin()
    {
        foreach (var receiver in _receivers) receiver.Start();
    }

    /// <summary>Works off what has come, and closes.</summary>
    public void Dispose()
    {
        _counting?.Dispose();
        foreach (var receiver in _receivers) receiver.Dispose();
    }

    private void CountDrops()
    {
        foreach (var receiver in _receivers) receiver.CountDrops();
    }
}
