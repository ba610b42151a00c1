using System.Collections.Concurrent;
using System.Globalization;
using Gudok.Access;

namespace Gudok.Portal.Tests;

/// <summary>A journal in memory, which counts what somebody used too.</summary>
internal sealed class NotedActs : IJournal, IJournalReader, INumberUse
{
    private readonly ConcurrentQueue<JournalEntry> _entries = new();

    public IReadOnlyList<JournalEntry> Entries => [.. _entries];

    /// <summary>If set, writing fails.</summary>
    public bool IsBroken { get; set; }

    public ValueTask<string> WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        if (IsBroken) throw new AccessException(AccessFaults.JournalUnwritten, "the disk is full");
        _entries.Enqueue(entry);
        return ValueTask.FromResult(_entries.Count.ToString(CultureInfo.InvariantCulture));
    }

    public ValueTask<int> SinceAsync(Actor actor, Act act, DateTimeOffset since, CancellationToken cancellationToken) => ValueTask.FromResult(
        _entries.Count(entry => entry.Actor.Id == actor.Id && entry.Outcome == ActOutcome.Done && (act == Act.NumberSearch ? entry.Act == act.Name : entry.Act is "number.reveal" or "number.search-part")));

    public ValueTask<Access.JournalPage> SearchAsync(JournalSearch search, CancellationToken cancellationToken) => ValueTask.FromResult(new Access.JournalPage([], null));

    public ValueTask<ProvedAct?> FindAsync(long number, CancellationToken cancellationToken) => ValueTask.FromResult<ProvedAct?>(null);

    public void Clear() => _entries.Clear();
}
