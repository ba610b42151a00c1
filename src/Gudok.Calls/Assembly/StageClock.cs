using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The clock of a stage. It follows the stamps of its sources and never runs back; each source may have a clock of its own.</summary>
/// <remarks>A stamp up to the tolerance behind is taken for swapped packets. One further behind means that its source's clock was set
/// back, or stands behind another source's: from then on the stamps of that source are shifted, so that the timers of its calls neither
/// stop nor fire at once. Times of a call are told in its own source's clock all the same: only differences are shifted.</remarks>
internal sealed class StageClock(TimeSpan tolerance)
{
    /// <summary>Sources with a clock of their own; more share one.</summary>
    private const int MaxSources = 4096;

    private readonly Dictionary<string, SourceClock> _sources = new(StringComparer.Ordinal);
    private SourceClock _last = new("");

    /// <summary>The latest moment seen, in microseconds of the stage.</summary>
    public long Now { get; private set; } = long.MinValue;

    /// <summary>What turns the stamps of the source last taken into moments of the stage.</summary>
    public long Offset => _last.Offset;

    /// <summary>Takes a stamp of a source.</summary>
    /// <returns>The moment of the stage; up to the tolerance before <see cref="Now"/>.</returns>
    public long Take(string source, Instant stamp)
    {
        if (!ReferenceEquals(_last.Name, source)) _last = Find(source);
        var moment = stamp.Micros + _last.Offset;
        if (moment >= Now)
        {
            Now = moment;
        }
        else if (Now - moment > tolerance.InMicros)
        {
            _last.Offset += Now - moment;
            moment = Now;
        }

        return moment;
    }

    /// <summary>Moves on to a moment, if it is ahead.</summary>
    public void Advance(Instant now) => Now = Math.Max(Now, now.Micros);

    /// <summary>Writes the clock.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(Now);
        writer.Write(_sources.Values, source =>
        {
            writer.Write(source.Name);
            writer.Write(source.Offset);
        });
    }

    /// <summary>Reads what was written.</summary>
    public void Restore(StateReader reader)
    {
        Now = reader.ReadLong();
        for (var count = reader.ReadInt(); count > 0; count--)
        {
            var source = new SourceClock(reader.ReadText()) { Offset = reader.ReadLong() };
            _sources.Add(source.Name, source);
        }
    }

    private SourceClock Find(string source)
    {
        if (_sources.TryGetValue(source, out var known)) return known;
        var name = _sources.Count < MaxSources ? source : "";
        if (_sources.TryGetValue(name, out known)) return known;
        var added = new SourceClock(name);
        _sources.Add(name, added);
        return added;
    }

    private sealed class SourceClock(string name)
    {
        public string Name { get; } = name;

        public long Offset { get; set; }
    }
}
