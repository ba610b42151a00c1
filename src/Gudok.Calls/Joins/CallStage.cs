using System.Diagnostics.CodeAnalysis;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The second stage of assembly: joins the legs of one call that go by different Call-IDs, and links the calls of one
/// conversation.</summary>
/// <remarks>Works alone on one thread behind all leg stages. Reports are held until <see cref="Tick"/> says that no stage will report
/// anything earlier, and taken in order of time; so what comes out does not depend on how many leg stages there are.</remarks>
public sealed class CallStage
{
    private readonly JoinTable _joins;
    private readonly TransferLinks _links;
    private readonly List<LegReport> _pending = [];
    private readonly List<(LegReport Report, int Place)> _due = [];
    private readonly Queue<ObservedCall> _calls = new();

    /// <summary>Makes an empty stage.</summary>
    /// <param name="options">Timers, limits and rules.</param>
    /// <param name="journal">Saves what the stage knows; null if it will never be saved.</param>
    public CallStage(AssemblyOptions options, StateJournal? journal = null)
    {
        _links = new TransferLinks(options, journal);
        _joins = new JoinTable(options, GiveOut, journal);
    }

    /// <summary>Groups of legs that wait for members or are remembered for corrections.</summary>
    public int HeldGroups => _joins.Count;

    /// <summary>Takes a report of any leg stage; those of one stage in their order.</summary>
    public void Accept(LegReport report) => _pending.Add(report);

    /// <summary>Lets time pass.</summary>
    /// <param name="now">The moment that every leg stage has reached.</param>
    public void Tick(Instant now)
    {
        Take(report => report.At <= now);
        _joins.Tick(now);
    }

    /// <summary>Ends the input: what waits is given out.</summary>
    public void Finish()
    {
        Take(_ => true);
        _joins.Finish();
    }

    /// <summary>Takes the next call.</summary>
    public bool TryTake([NotNullWhen(true)] out ObservedCall? call) => _calls.TryDequeue(out call);

    /// <summary>Writes what belongs to no group yet: reports whose moment has not come. Calls must have been taken before.</summary>
    internal void SaveHead(StateWriter writer)
    {
        if (_calls.Count > 0) throw new InvalidOperationException("Calls are waiting: they would be lost.");
        writer.Write(_pending, report => CallState.Write(writer, report));
    }

    /// <summary>Reads what <see cref="SaveHead"/> wrote.</summary>
    internal void RestoreHead(StateReader reader)
    {
        if (HeldGroups + _pending.Count > 0) throw new InvalidOperationException("The stage is not empty.");
        _pending.AddRange(reader.ReadList(() => CallState.ReadReport(reader)));
    }

    /// <summary>Takes up a group or a link that was saved.</summary>
    internal StatePiece Restore(StatePieceKind kind, StateReader reader) => kind switch
    {
        StatePieceKind.Group => _joins.Restore(reader),
        StatePieceKind.Link => _links.Restore(reader),
        StatePieceKind.Call or StatePieceKind.Gone => throw new InvalidDataException("The saved state has a piece in the wrong stage."),
    };

    /// <summary>Ends taking up what was saved.</summary>
    internal void EndRestore() => _links.EndRestore();

    private void Take(Predicate<LegReport> isDue)
    {
        if (_pending.Count == 0) return;
        if (_pending.Count == 1)
        {
            var only = _pending[0];
            if (!isDue(only)) return;
            _pending.Clear();
            Take(only);
            return;
        }

        for (var place = 0; place < _pending.Count; place++)
        {
            if (isDue(_pending[place])) _due.Add((_pending[place], place));
        }

        _pending.RemoveAll(isDue);
        _due.Sort(InOrder);
        foreach (var (report, _) in _due) Take(report);
        _due.Clear();
    }

    /// <summary>By time, then by Call-ID; what one leg stage said of one call stays in its order.</summary>
    private static int InOrder((LegReport Report, int Place) one, (LegReport Report, int Place) other)
    {
        var byTime = one.Report.At.CompareTo(other.Report.At);
        if (byTime != 0) return byTime;
        var byCall = string.CompareOrdinal(one.Report.CallId, other.Report.CallId);
        return byCall != 0 ? byCall : one.Place.CompareTo(other.Place);
    }

    private void Take(LegReport report)
    {
        _joins.Tick(report.At);
        if (report.Tokens is { MayLink: true }) _links.Learn(report);
        if (report.Kind == LegReportKind.Opened) _joins.Expect(report);
        else if (!_joins.TryAdd(report)) _calls.Enqueue(_links.Apply(report.Call!, report));
    }

    private void GiveOut(ObservedCall call, IReadOnlyList<LegReport> legs) => _calls.Enqueue(_links.Apply(call, legs));
}
