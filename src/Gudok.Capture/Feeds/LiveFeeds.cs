using Gudok.Ledger;
using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary>The PBXs that tell of the calls which are captured: what they tell goes onto the records of these calls.</summary>
public sealed class LiveFeeds : IAsyncDisposable
{
    private readonly List<(FeedOptions Options, FeedCounters Counters, Func<FeedSession> Open)> _feeds = [];
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly FactTable _table;
    private readonly LateFacts _late;
    private readonly FeedMetrics _metrics;

    private LiveFeeds(FeedsOptions options, ICallIntake intake, IRecordTags tags, IAgentNames names, TimeProvider clock, ILogger logger)
    {
        _clock = clock;
        _logger = logger;
        _table = new FactTable(options, clock);
        for (var i = 0; i < options.Asterisk.Count; i++) AddAsterisk(options.Asterisk[i], i);
        for (var i = 0; i < options.FreeSwitch.Count; i++) AddFreeSwitch(options.FreeSwitch[i], i);
        Counters = [.. _feeds.Select(feed => feed.Counters)];
        _late = new LateFacts(_table, options, tags, names, new UnmatchedWatch(Counters, clock, logger), clock, logger);
        _metrics = new FeedMetrics(Counters, _table);
        Intake = new FeedIntake(intake, _table, _late, names);
    }

    /// <summary>Records calls with what was told of them.</summary>
    public ICallIntake Intake { get; }

    /// <summary>What came of each feed.</summary>
    public IReadOnlyList<FeedCounters> Counters { get; }

    /// <summary>Reads the settings and passwords; nothing is connected yet.</summary>
    /// <param name="options">Which PBXs.</param>
    /// <param name="intake">Records the calls.</param>
    /// <param name="tags">Corrects records.</param>
    /// <param name="names">Whose account an agent is.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Is told what goes wrong.</param>
    /// <returns>Null if no PBX is set.</returns>
    /// <exception cref="CaptureException">GDK-5030: the file of a password cannot be read.</exception>
    public static LiveFeeds? Open(FeedsOptions options, ICallIntake intake, IRecordTags tags, IAgentNames names, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.IsAnySet ? new LiveFeeds(options, intake, tags, names, clock, logger) : null;
    }

    /// <summary>Connects.</summary>
    /// <returns>Ends the connections when it is disposed; what they told is known on.</returns>
    public IAsyncDisposable Connect()
    {
        _late.Start();
        return new FeedConnections([.. _feeds.Select(feed => new FeedConnection(feed.Options, feed.Counters, feed.Open, _clock, _logger))]);
    }

    /// <summary>Corrects what was told last. Capture must have stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _late.DisposeAsync().ConfigureAwait(false);
        _metrics.Dispose();
    }

    private void AddAsterisk(FeedOptions options, int index)
    {
        var counters = new FeedCounters($"asterisk:{index}");
        var secret = options.ReadSecret($"Feeds:Asterisk:{index}");
        _feeds.Add((options, counters, () => new AmiSession(options, secret, counters, fact => _table.Learn(counters, fact), _clock)));
    }

    private void AddFreeSwitch(FeedOptions options, int index)
    {
        var counters = new FeedCounters($"freeswitch:{index}");
        var secret = options.ReadSecret($"Feeds:FreeSwitch:{index}");
        _feeds.Add((options, counters, () => new EslSession(options, secret, counters, fact => _table.Learn(counters, fact), _clock)));
    }
}
