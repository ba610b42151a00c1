using Gudok.Calls;
using Gudok.Ledger;

namespace Gudok.Portal.Tests;

/// <summary>Records calls by their identity.</summary>
internal sealed class FakeCallIntake : ICallIntake
{
    private readonly HashSet<(string, string)> _known = [];

    public List<ObservedCall> Recorded { get; } = [];

    /// <summary>Sizes of the batches that came.</summary>
    public List<int> Batches { get; } = [];

    public ValueTask<IntakeReport> RecordAsync(IReadOnlyList<ObservedCall> calls, CancellationToken cancellationToken)
    {
        Batches.Add(calls.Count);
        var added = calls.Where(call => _known.Add((call.SessionId, call.FromTag))).ToArray();
        Recorded.AddRange(added);
        var ids = calls.Select(call => RecordId.Create(call.StartedAt, default)).ToArray();
        return ValueTask.FromResult(new IntakeReport(ids, added.Length, calls.Count - added.Length, 0));
    }
}
