using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The second stage of assembly: joins the legs of one call that go by different Call-IDs, and links the calls of one
/// conversation.</summary>
/// <remarks>Works alone on one thread behind all leg stages. Reports are held until <see cref="Tick"/> says that no stage will report
/// anything earlier, and taken in order of time; so what comes out does not depend on how many leg stages there are.</remarks>
public sealed class CallStage
{
    private const byte StateVersion = 1;

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

    /// <summary>Writes all that the stage knows, for a later process to go on from. Calls must have been taken before.</summary>
    /// <param name="output">Takes the state, which holds plain parties: it must be sealed where it is kept.</param>
    public void Save(IBufferWriter<byte> output)
    {
        if (_calls.Count > 0) throw new InvalidOperationException("Calls are waiting: they would be lost.");
        var writer = new StateWriter(output);
        writer.Write(StateVersion);
        writer.Write(_pending, report => CallState.Write(writer, report));
        _links.Save(writer);
        _joins.Save(writer);
    }

    /// <summary>Takes over what <see cref="Save"/> wrote. The stage must be empty.</summary>
    /// <returns>False if the state is of another version: nothing was taken.</returns>
    /// <exception cref="InvalidDataException">The state is cut short.</exception>
    public bool Restore(ReadOnlyMemory<byte> state)
    {
        if (HeldGroups + _pending.Count > 0) throw new InvalidOperationException("The stage is not empty.");
        var reader = new StateReader(state);
        if (reader.ReadByte() != StateVersion) return false;
        _pending.AddRange(reader.ReadList(() => CallState.ReadReport(reader)));
        _links.Restore(reader);
        _joins.Restore(reader);
        return true;
    }

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
