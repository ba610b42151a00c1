using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>From reports of legs to observed calls, counted and ready to be taken.</summary>
/// <param name="options">How calls are put together.</param>
/// <param name="counters">Counts the calls.</param>
/// <param name="journal">Saves the calls in progress; null if they end with the input.</param>
internal sealed class CallCollector(AssemblyOptions options, CaptureCounters counters, StateJournal? journal = null)
{
    /// <summary>Joins the legs.</summary>
    public CallStage Joins { get; } = new(options, journal);

    /// <summary>Calls that are finished and not yet taken.</summary>
    public List<ObservedCall> Finished { get; private set; } = [];

    /// <summary>Takes a report of a leg.</summary>
    public void Accept(LegReport report) => Joins.Accept(report);

    /// <summary>Lets time pass.</summary>
    /// <param name="now">The moment up to which all reports were accepted.</param>
    public void Tick(Instant now)
    {
        Joins.Tick(now);
        Take();
    }

    /// <summary>Ends the input: what waits is given out.</summary>
    public void Finish()
    {
        Joins.Finish();
        Take();
    }

    /// <summary>Takes the finished calls and leaves none.</summary>
    public List<ObservedCall> TakeFinished()
    {
        var taken = Finished;
        Finished = new List<ObservedCall>(taken.Count);
        return taken;
    }

    private void Take()
    {
        while (Joins.TryTake(out var call))
        {
            if (call.Revision == 0) counters.CountCalls(1);
            Finished.Add(call);
        }
    }
}
