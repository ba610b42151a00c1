using System.Globalization;
using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok.Access;

/// <summary>The journal in <c>journal.db</c> of the data folder (<c>docs/formats/journal.md</c>). Thread-safe.</summary>
/// <remarks>Nothing is opened, and no key derived, before the first entry is written or read: an import that notes nothing pays nothing.</remarks>
public sealed class SqliteJournal : IJournal, IJournalReader, IAsyncDisposable
{
    /// <summary>The journal's name in the chain of heads.</summary>
    public const string LogName = "access";

    private static readonly TimeSpan _day = TimeSpan.FromDays(1);
    private readonly string _path;
    private readonly HeadChain _chain;
    private readonly JournalOptions _options;
    private readonly TimeProvider _clock;
    private readonly JournalStore _store;
    private readonly Lazy<JournalSeal> _seal;
    private readonly SemaphoreSlim _opening = new(1);
    private readonly SemaphoreSlim _keeping = new(1);
    private readonly Lock _handlersLock = new();
    private Action<IReadOnlyList<KeptEntry>>[] _handlers = [];
    private Action<DamagedEntry>[] _damageHandlers = [];
    private OpenJournal? _open;
    private bool _isClosed;

    /// <summary>Names the journal of a data folder; touches nothing.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="chain">The installation's chain of heads; stays the caller's to dispose, after the journal.</param>
    /// <param name="keys">The installation's keys; stay the caller's, and must outlive the journal.</param>
    /// <param name="options">How long entries are kept.</param>
    /// <param name="clock">Dates entries.</param>
    public SqliteJournal(string folder, HeadChain chain, KeyRing keys, JournalOptions options, TimeProvider clock)
    {
        _path = Path.Combine(Path.GetFullPath(folder), JournalFile.FileName);
        _chain = chain;
        _options = options;
        _clock = clock;
        _store = new JournalStore(_path);
        _seal = new Lazy<JournalSeal>(() => new JournalSeal(keys));
    }

    /// <summary>Whether there is a journal yet.</summary>
    public bool Exists => _store.Exists;

    /// <inheritdoc />
    public async ValueTask<string> WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var clean = JournalText.Clean(entry with { Correlation = entry.Correlation ?? Correlation.Current });
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var number = await open.Writer.WriteAsync(clean, cancellationToken).ConfigureAwait(false);
        return number.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc />
    public ValueTask<JournalPage> SearchAsync(JournalSearch search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        cancellationToken.ThrowIfCancellationRequested();
        var rows = _store.Exists ? _store.Find(new JournalQuery(search, _seal.Value)) : [];
        var limit = Math.Clamp(search.Limit, 1, JournalSearch.MostEntries);
        var (entries, damaged) = ReadAll(rows.Take(limit));
        return ValueTask.FromResult(new JournalPage(entries, rows.Count > limit ? rows[limit - 1].Number : null) { Damaged = damaged });
    }

    /// <inheritdoc />
    public async ValueTask<ProvedAct?> FindAsync(long number, CancellationToken cancellationToken)
    {
        if (_store.Find(number) is not var (row, place)) return null;
        var kept = Read(row);
        // As it is in the store: heads that another part of the program signed meanwhile count too.
        var trees = await _chain.Store.TreesAsync(LogName, cancellationToken).ConfigureAwait(false);
        var head = trees.Select(tree => tree.Head).FirstOrDefault(head => head.Tree.Day == kept.Day && head.Kind == HeadKind.Tree && head.Size > place);
        var proof = head is null ? [] : await new TreeProver(_store).InclusionAsync(kept.Day, place, head.Size, cancellationToken).ConfigureAwait(false);
        return new ProvedAct(kept, Convert.ToHexStringLower(row.Leaf), place, head, [.. proof.Select(Convert.ToHexStringLower)]);
    }

    /// <summary>The next entries behind a number.</summary>
    public JournalTail ReadAfter(long number)
    {
        var rows = _store.ReadAfter(number, JournalSearch.MostEntries);
        var (entries, damaged) = ReadAll(rows);
        return new JournalTail(entries, damaged, rows is [.., var last] ? last.Number : null);
    }

    /// <summary>Whether there is any entry that fits; opens none.</summary>
    public bool Any(JournalSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return _store.Exists && _store.Find(new JournalQuery(search with { Limit = 1 }, _seal.Value)).Count > 0;
    }

    /// <summary>Signs heads of what was written. Does nothing if there never was a journal; where there was one, days that are gone are among the faults.</summary>
    public async ValueTask<SealReport> SealAsync(CancellationToken cancellationToken)
    {
        if (!_store.Exists && !(await _chain.Store.TreesAsync(LogName, cancellationToken).ConfigureAwait(false)).Any(tree => tree.Head.Kind == HeadKind.Tree)) return SealReport.Nothing;
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await open.Trees.SealAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks every entry and every day against the chain, which was checked before.</summary>
    public async Task<JournalReport> VerifyAsync(CancellationToken cancellationToken)
    {
        using var still = await KeepStillAsync(cancellationToken).ConfigureAwait(false);
        var signed = await _chain.Store.DaysAsync(LogName, cancellationToken).ConfigureAwait(false);
        if (!_store.Exists && signed.Count == 0) return JournalReport.None;
        return await Task.Run(() => new JournalCheck(new JournalStore(_path, byTable: true), _seal.Value, _chain.Store).RunAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops whole days whose term is over, each with a <c>dropped</c> head.</summary>
    /// <returns>How many entries went, and a line for each day that could not be dropped.</returns>
    public async Task<(long Entries, IReadOnlyList<string> Faults)> DropExpiredAsync(CancellationToken cancellationToken)
    {
        if (!_store.Exists) return (0, []);
        using var still = await KeepStillAsync(cancellationToken).ConfigureAwait(false);
        var first = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime - (_options.Days * _day));
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var (entries, faults) = (0L, new List<string>());
        foreach (var (day, count) in (await _store.SizesAsync(cancellationToken).ConfigureAwait(false)).Where(day => day.Key < first).OrderBy(day => day.Key))
        {
            try
            {
                await open.Trees.DropAsync(day, _ => Destroy(open, day), cancellationToken).ConfigureAwait(false);
                entries += count;
            }
            catch (SealException damaged)
            {
                faults.Add($"{damaged.Fault}: journal of {day:yyyy-MM-dd}: {damaged.Message}");
            }
        }

        return (entries, faults);
    }

    /// <summary>No day is dropped until what is returned is disposed: for whoever reads the file and the chain one after the other.</summary>
    public async Task<IDisposable> KeepStillAsync(CancellationToken cancellationToken)
    {
        await _keeping.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Stillness(_keeping);
    }

    /// <summary>Calls back with entries when they are durable, in order. Handlers must not block.</summary>
    public void OnWritten(Action<IReadOnlyList<KeptEntry>> handler)
    {
        lock (_handlersLock) _handlers = [.. _handlers, handler];
    }

    /// <summary>Calls back with each entry that was read, by whomever, and does not open. Handlers must not block, and are told again whenever it is read.</summary>
    public void OnDamaged(Action<DamagedEntry> handler)
    {
        lock (_handlersLock) _damageHandlers = [.. _damageHandlers, handler];
    }

    /// <summary>Writes what waits, signs what no head has seen, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isClosed) return;
            _isClosed = true;
            if (_open is { } open) await CloseAsync(open).ConfigureAwait(false);
            if (_seal.IsValueCreated) _seal.Value.Dispose();
        }
        finally
        {
            _opening.Release();
        }
    }

    private static ValueTask Destroy(OpenJournal open, DateOnly day)
    {
        open.Writer.Drop(day);
        return ValueTask.CompletedTask;
    }

    private static async ValueTask CloseAsync(OpenJournal open)
    {
        await open.Writer.DisposeAsync().ConfigureAwait(false);
        try
        {
            await open.Trees.SealAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            open.Trees.Dispose();
        }
    }

    // One row that was changed must not hide the others.
    private (List<KeptEntry> Entries, List<DamagedEntry> Damaged) ReadAll(IEnumerable<JournalRow> rows)
    {
        var (entries, damaged) = (new List<KeptEntry>(), new List<DamagedEntry>());
        foreach (var row in rows)
        {
            try
            {
                entries.Add(Open(row));
            }
            catch (InvalidDataException)
            {
                damaged.Add(new DamagedEntry(row.Number));
            }
        }

        foreach (var one in damaged) TellDamaged(one);
        return (entries, damaged);
    }

    private void TellDamaged(DamagedEntry damaged)
    {
        foreach (var handler in _damageHandlers) handler(damaged);
    }

    private KeptEntry Open(JournalRow row) => new(row.Number, row.Time, _seal.Value.Open(row));

    private KeptEntry Read(JournalRow row)
    {
        try
        {
            return Open(row);
        }
        catch (InvalidDataException changed)
        {
            TellDamaged(new DamagedEntry(row.Number));
            throw new AccessException(
                AccessFaults.JournalDamaged, string.Create(CultureInfo.InvariantCulture, $"Entry {row.Number} of the journal was changed; run gudok verify, and put journal.db back from the backup: {changed.Message}"));
        }
    }

    private async ValueTask<OpenJournal> OpenAsync(CancellationToken cancellationToken)
    {
        if (_open is { } known) return known;
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return _open ??= await OpenFileAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or VaultException or UnauthorizedAccessException)
        {
            throw JournalWriter.Unwritten(fault);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<OpenJournal> OpenFileAsync(CancellationToken cancellationToken)
    {
        var file = new JournalFile(_path);
        try
        {
            var trees = await LogTrees.OpenAsync(LogName, _chain, _store, cancellationToken).ConfigureAwait(false);
            // Where the file is not the one that was signed, no number is given a second time: the gap stays to be seen.
            var signed = (await _chain.Store.TreesAsync(LogName, cancellationToken).ConfigureAwait(false)).Sum(tree => tree.Head.Size);
            return new OpenJournal(trees, new JournalWriter(file, _seal.Value, trees, Math.Max(file.LastNumber, signed), _clock) { Written = Tell });
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Tell(IReadOnlyList<KeptEntry> entries)
    {
        foreach (var handler in _handlers) handler(entries);
    }

    private sealed record OpenJournal(LogTrees Trees, JournalWriter Writer);

    private sealed class Stillness(SemaphoreSlim turn) : IDisposable
    {
        private SemaphoreSlim? _turn = turn;

        public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Release();
    }
}
