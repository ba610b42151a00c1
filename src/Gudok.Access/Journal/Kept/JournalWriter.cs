using System.Threading.Channels;
using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok.Access;

/// <summary>Writes entries one group after another: those who come while a group is being made durable share the next flush of the disk.</summary>
internal sealed class JournalWriter : IAsyncDisposable
{
    private const int MostWaiting = 4096;
    private const int MostInGroup = 512;

    private readonly Channel<(JournalEntry Entry, TaskCompletionSource<long> Done)> _waiting =
        Channel.CreateBounded<(JournalEntry, TaskCompletionSource<long>)>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly JournalFile _file;
    private readonly JournalSeal _seal;
    private readonly LogTrees _trees;
    private readonly TimeProvider _clock;
    private readonly Lock _turn = new();
    private readonly Task _running;
    private long _last;
    private bool _isUnsure;

    /// <summary>Begins to write.</summary>
    /// <param name="file">The file; the writer's to dispose.</param>
    /// <param name="seal">Seals entries.</param>
    /// <param name="trees">Take the leaves.</param>
    /// <param name="lastNumber">The greatest number that was ever given.</param>
    /// <param name="clock">Dates entries.</param>
    public JournalWriter(JournalFile file, JournalSeal seal, LogTrees trees, long lastNumber, TimeProvider clock)
    {
        _file = file;
        _seal = seal;
        _trees = trees;
        _last = lastNumber;
        _clock = clock;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Called with rows that are durable, in order.</summary>
    public Action<IReadOnlyList<KeptEntry>>? Written { get; init; }

    /// <summary>Writes an entry.</summary>
    /// <returns>Its number, when it is durable.</returns>
    public async Task<long> WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync((entry, done), cancellationToken).ConfigureAwait(false);
        // Not cancelled from here on: what is under way may be durable already, and its caller must know.
        return await done.Task.ConfigureAwait(false);
    }

    /// <summary>Destroys a day between two groups.</summary>
    public void Drop(DateOnly day)
    {
        lock (_turn) _file.Drop(day.DayNumber);
    }

    /// <summary>Writes what waits, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _running.ConfigureAwait(false);
        _file.Dispose();
    }

    private async Task RunAsync()
    {
        var group = new List<(JournalEntry Entry, TaskCompletionSource<long> Done)>();
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            while (group.Count < MostInGroup && _waiting.Reader.TryRead(out var one)) group.Add(one);
            Write(group);
        }
    }

    private void Write(List<(JournalEntry Entry, TaskCompletionSource<long> Done)> group)
    {
        List<KeptEntry> kept;
        try
        {
            lock (_turn) kept = Append(group.ConvertAll(one => one.Entry));
        }
#pragma warning disable CA1031 // Whatever failed, it failed for all who wait, and each is told.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _isUnsure = true;
            JournalMeter.Unwritten.Add(group.Count);
            var told = fault is IOException or VaultException ? Unwritten(fault) : fault;
            foreach (var (_, done) in group) done.SetException(told);
            return;
        }

        JournalMeter.Written.Add(group.Count);
        for (var at = 0; at < group.Count; at++) group[at].Done.SetResult(kept[at].Number);
        Written?.Invoke(kept);
    }

    private List<KeptEntry> Append(List<JournalEntry> entries)
    {
        // A disk that failed may have taken the group all the same.
        if (_isUnsure) _last = Math.Max(_last, _file.LastNumber);
        _isUnsure = false;
        var at = JournalRow.MicrosecondsOf(_clock.GetUtcNow());
        var rows = new List<(JournalRow Row, IReadOnlyCollection<long> Terms)>(entries.Count);
        foreach (var entry in entries) rows.Add((_seal.Seal(_last + rows.Count + 1, at, entry), _seal.TermsOf(entry)));
        var sizeBefore = _file.CountOf(rows[0].Row.Day);
        _file.Append(rows);
        _last += rows.Count;
        _trees.Append(DateOnly.FromDayNumber((int)rows[0].Row.Day), sizeBefore, rows.SelectMany(row => row.Row.Leaf).ToArray());
        return rows.ConvertAll(row => new KeptEntry(row.Row.Number, row.Row.Time, entries[(int)(row.Row.Number - rows[0].Row.Number)]));
    }

    internal static AccessException Unwritten(Exception fault)
    {
        const int code = 10;
        var why = fault.Message.StartsWith("GDK-", StringComparison.Ordinal) ? fault.Message[code..] : fault.Message;
        return new AccessException(AccessFaults.JournalUnwritten, $"What was asked for is not done, because it cannot be written into the journal: {why}");
    }
}
