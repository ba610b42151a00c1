using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>From frames to observed calls: parser, legs, joins. Works on one thread; its owner feeds it and takes the calls.</summary>
/// <param name="options">How calls are put together.</param>
/// <param name="parties">How parties are read.</param>
/// <param name="counters">Counts what comes in.</param>
/// <param name="journal">Saves the calls in progress; null if they end with the input.</param>
/// <param name="parked">Where silent calls wait; null if all stay in memory.</param>
/// <param name="talks">Is told which calls are talked on; null if nobody asks.</param>
internal sealed class CallPipeline(
    AssemblyOptions options, PartyReader parties, CaptureCounters counters, StateJournal? journal = null, IParkedCalls? parked = null, ITalkWatch? talks = null)
    : LegPipeline(options, parties, counters, journal, parked, talks)
{
    private readonly CallCollector _calls = new(options, counters, journal);
    private readonly StateJournal? _journal = journal;

    /// <summary>Calls that are finished and not yet taken.</summary>
    public List<ObservedCall> Finished => _calls.Finished;

    /// <inheritdoc />
    public override void Finish()
    {
        base.Finish();
        _calls.Finish();
    }

    /// <summary>Writes what changed of the calls in progress. What is finished must be taken afterwards: it is not in the state.</summary>
    public void Save(StateChanges changes)
    {
        Drain(Legs.Now);
        _journal!.Save(Legs, _calls.Joins, changes);
    }

    /// <summary>Takes up the calls in progress that were saved. False if they cannot be read: the pipeline must then not be used.</summary>
    public bool Restore(ReadOnlyMemory<byte> head, IEnumerable<SavedPart> newestFirst) => _journal!.Restore(Legs, _calls.Joins, head, newestFirst);

    /// <summary>Tells whoever watches of a call that is parked.</summary>
    public void TellParked(byte[] state) => Legs.TellParked(state);

    /// <summary>Takes the finished calls and leaves none.</summary>
    public List<ObservedCall> TakeFinished() => _calls.TakeFinished();

    /// <inheritdoc />
    protected override void Pass(LegReport report) => _calls.Accept(report);

    /// <inheritdoc />
    protected override void Drain(Instant? now)
    {
        base.Drain(now);
        if (now is { } moment) _calls.Tick(moment);
    }
}
