using System.Collections.Concurrent;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>How the sources of live traffic fare. Thread-safe.</summary>
public sealed class SourceWatch
{
    /// <summary>The most sources kept apart. Who sends chooses its own name: all beyond share one, <see cref="Rest"/>.</summary>
    public const int MostSources = 128;

    /// <summary>The name that sources beyond <see cref="MostSources"/> share.</summary>
    public const string Rest = "other";

    private readonly ConcurrentDictionary<string, SourceMeter> _sources = new(StringComparer.Ordinal);

    /// <summary>What measures a source.</summary>
    /// <param name="name">The source, as records name it.</param>
    public SourceMeter Of(string name)
    {
        if (_sources.TryGetValue(name, out var known)) return known;
        // Two that come at once may pass the limit by one each: it bounds memory, it is no count.
        return _sources.GetOrAdd(_sources.Count < MostSources ? name : Rest, static key => new SourceMeter(key));
    }

    /// <summary>All sources seen so far, by name.</summary>
    /// <param name="now">The present moment.</param>
    public IReadOnlyList<SourceState> Read(Instant now) => [.. _sources.Values.Select(source => source.Read(now)).OrderBy(state => state.Name, StringComparer.Ordinal)];
}
