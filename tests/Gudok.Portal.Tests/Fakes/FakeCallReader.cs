using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Portal.Tests;

/// <summary>Calls in memory. A number is sought among the masked texts: enough to see that it arrived.</summary>
internal sealed class FakeCallReader(IEnumerable<CallView> calls) : ICallReader
{
    private readonly Lock _gate = new();
    private readonly List<CallView> _calls = [.. calls.OrderByDescending(call => call.Id, StringComparer.Ordinal)];
    private readonly ConcurrentDictionary<Channel<LiveCall>, CallSearch> _followers = new();

    /// <summary>What was asked last.</summary>
    public CallSearch? LastSearch { get; private set; }

    public Func<CallView, CallMessages> MessagesOf { get; set; } = InventedMessages.Of;

    /// <summary>Who calls in every call, for those who may see whole numbers.</summary>
    public Party? Caller { get; set; }

    /// <summary>If set, searching fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>If it gives a fault, opening that call fails with it.</summary>
    public Func<RecordId, Exception?>? BreaksOn { get; set; }

    public int Followers => _followers.Count;

    /// <summary>Records a call as the ledger would.</summary>
    public void Publish(CallView call, bool isCorrection = false, long missed = 0)
    {
        lock (_gate)
        {
            _calls.RemoveAll(known => known.Id == call.Id);
            _calls.Add(call);
            _calls.Sort((left, right) => string.CompareOrdinal(right.Id, left.Id));
        }

        foreach (var (channel, search) in _followers)
            if (Matches(search, call)) channel.Writer.TryWrite(new LiveCall(call, isCorrection, missed));
    }

    public ValueTask<CallPage> SearchAsync(CallSearch search, PartySight sight, CancellationToken cancellationToken)
    {
        LastSearch = search;
        if (Failure is not null) throw Failure;
        lock (_gate)
        {
            var found = _calls
                .Where(call => Matches(search, call) && (search.Cursor is null || string.CompareOrdinal(call.Id, search.Cursor) < 0))
                .Take(search.Limit + 1)
                .ToArray();
            var next = found.Length > search.Limit ? found[search.Limit - 1].Id : null;
            return ValueTask.FromResult(new CallPage([.. found.Take(search.Limit)], next, 100, false));
        }
    }

    public ValueTask<CallView?> FindAsync(RecordId id, PartySight sight, CancellationToken cancellationToken)
    {
        if (BreaksOn?.Invoke(id) is { } broken) throw broken;
        lock (_gate)
        {
            var found = _calls.Find(call => call.Id == id.ToString());
            return ValueTask.FromResult(found is not null && sight.IsWhole && Caller is { } caller ? found with { Caller = PartyView.Of(caller, sight, () => "") } : found);
        }
    }

    public async ValueTask<CallMessages?> MessagesAsync(RecordId id, CancellationToken cancellationToken) =>
        await FindAsync(id, PartySight.Mask, cancellationToken) is { } call ? MessagesOf(call) : null;

    public async IAsyncEnumerable<LiveCall> FollowAsync(
        CallSearch search, PartySight sight, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<LiveCall>();
        _followers[channel] = search;
        try
        {
            await foreach (var call in channel.Reader.ReadAllAsync(cancellationToken)) yield return call;
        }
        finally
        {
            _followers.TryRemove(channel, out _);
        }
    }

    private static bool Matches(CallSearch search, CallView call)
    {
        Assert.True(Instant.TryParse(call.StartedAt, out var start));
        return !(start < search.From || start >= search.To)
            && (search.Directions is null || search.Directions.Contains(call.Direction))
            && (search.Dispositions is null || search.Dispositions.Contains(call.Disposition))
            && !(search.MinTalkSeconds is { } least && !(call.TalkMs >= least * 1000))
            && !(search.MaxTalkSeconds is { } most && !(call.TalkMs <= most * 1000))
            && (search.Kinds is null || search.Kinds.Contains(call.Kind))
            && (search.Topics is null || search.Topics.Contains(call.Topic))
            && (search.Operators is null || search.Operators.Contains(call.Operator, StringComparer.OrdinalIgnoreCase))
            && (search.LinkId is null || call.LinkId == search.LinkId)
            && (search.Number is null || call.Caller?.Text.Contains(search.Number, StringComparison.Ordinal) == true
                || call.Callee?.Text.Contains(search.Number, StringComparison.Ordinal) == true);
    }
}
