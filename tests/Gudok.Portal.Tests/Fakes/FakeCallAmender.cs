using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Portal.Tests;

/// <summary>Amendments in memory, of calls of a <see cref="FakeCallReader"/>.</summary>
internal sealed class FakeCallAmender(FakeCallReader calls) : ICallAmender
{
    private readonly Dictionary<string, List<AmendmentView>> _history = [];

    /// <summary>If set, every amendment is answered so.</summary>
    public AmendAnswer? Answer { get; set; }

    /// <summary>What was asked last.</summary>
    public AmendRequest? Last { get; private set; }

    public async ValueTask<AmendAnswer> AmendAsync(RecordId id, AmendRequest request, string actor, int? expectedVersion, CancellationToken cancellationToken)
    {
        Last = request;
        if (Answer is not null) return Answer;
        if (await calls.FindAsync(id, PartySight.Mask, cancellationToken) is not { } call) return new AmendAnswer.Missing();
        if (expectedVersion is { } expected && expected != call.Version) return new AmendAnswer.Changed(call.Version);
        var history = _history.TryGetValue(call.Id, out var known) ? known : _history[call.Id] = [];
        history.Add(new AmendmentView(history.Count + 1, "2026-11-22T09:05:07.000000Z", actor, [new AmendedMember("topic", call.Topic, request.Topic, null), new AmendedMember("kind", call.Kind, request.Kind, null)]));
        calls.Publish(call with { Topic = request.Topic, Kind = request.Kind, Note = request.Note, Version = history.Count });
        return new AmendAnswer.Made(history.Count);
    }

    public async ValueTask<IReadOnlyList<AmendmentView>?> HistoryAsync(RecordId id, CancellationToken cancellationToken) =>
        await calls.FindAsync(id, PartySight.Mask, cancellationToken) is { } call ? _history.GetValueOrDefault(call.Id) ?? [] : null;
}
