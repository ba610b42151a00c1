using System.Diagnostics.Metrics;

namespace Gudok.Capture;

/// <summary>Shows what comes of the feeds as metrics of the meter <c>Gudok.Feeds</c>, labelled <c>feed</c>.</summary>
internal sealed class FeedMetrics : IDisposable
{
    private readonly Meter _meter = new("Gudok.Feeds");
    private readonly IReadOnlyList<FeedCounters> _feeds;

    /// <summary>Registers the instruments.</summary>
    /// <param name="feeds">What is shown.</param>
    /// <param name="table">What they told of channels in progress.</param>
    public FeedMetrics(IReadOnlyList<FeedCounters> feeds, FactTable table)
    {
        _feeds = feeds;
        _meter.CreateObservableGauge("gudok_feed_connected", () => Read(feed => feed.IsConnected ? 1 : 0), null, "Whether a PBX is connected and tells of its calls");
        _meter.CreateObservableCounter("gudok_feed_events", () => Read(feed => feed.Events), null, "Events read from a PBX");
        _meter.CreateObservableCounter("gudok_feed_matched", () => Read(feed => feed.Matched), null, "Calls recorded with something that a PBX told");
        _meter.CreateObservableCounter("gudok_feed_corrected", () => Read(feed => feed.Corrected), null, "Records corrected by what a PBX told later");
        _meter.CreateObservableCounter("gudok_feed_unmatched", () => Read(feed => feed.Unmatched), null, "Conversations that a PBX told of and that gave no record");
        _meter.CreateObservableCounter("gudok_feed_dropped", () => Read(feed => feed.Dropped), null, "Events over a limit, and channels forgotten for others");
        _meter.CreateObservableCounter("gudok_feed_failures", () => Read(feed => feed.Failures), null, "Connections to a PBX that failed or broke");
        _meter.CreateObservableGauge("gudok_feed_channels", () => table.Count, null, "Channels of all PBXs that are remembered");
    }

    /// <summary>Removes the instruments.</summary>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Read(Func<FeedCounters, long> value) =>
        _feeds.Select(feed => new Measurement<long>(value(feed), new KeyValuePair<string, object?>("feed", feed.Name)));
}
