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
    private readonly Queue<ObservedCall> _calls = new();

    /// <summary>Makes an empty stage.</summary>
    public CallStage(AssemblyOptions options)
    {
        _links = new TransferLinks(options);
        _joins = new JoinTable(options, GiveOut);
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

    private void Take(Predicate<LegReport> isDue)
    {
        if (_pending.Count == 0) return;
        var due = _pending.FindAll(isDue);
        _pending.RemoveAll(isDue);

        // Stable: what one leg stage said of one call stays in its order.
        foreach (var report in due.OrderBy(report => report.At).ThenBy(report => report.CallId, StringComparer.Ordinal)) Take(report);
    }

    private void Take(LegReport report)
    {
        _joins.Tick(report.At);
        if (report.Tokens is { MayLink: true }) _links.Learn(report);
        if (report.Kind == LegReportKind.Opened) _joins.Expect(report);
        else if (!_joins.TryAdd(report)) GiveOut(report.Call!, [report]);
    }

    private void GiveOut(ObservedCall call, IReadOnlyList<LegReport> legs) => _calls.Enqueue(_links.Apply(call, legs));
}
