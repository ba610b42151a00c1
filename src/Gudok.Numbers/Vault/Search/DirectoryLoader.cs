namespace Gudok.Numbers;

/// <summary>Fills the directory in the background from the pages that were there at opening.</summary>
internal sealed class DirectoryLoader(int loadingThreads, Func<VaultReader> openReader, PartyMemory memory, long pageCount)
{
    private const int PagesAtOnce = 16;

    private long _nextPage;
    private long _pagesDone;
    private VaultException? _fault;

    /// <summary>How much is loaded, 0–100; 100 only when all of it is.</summary>
    public int LoadedPercent => pageCount == 0 ? 100 : (int)(Volatile.Read(ref _pagesDone) * 100 / pageCount);

    /// <summary>Loads; a page that does not open is left out, the others still come, and the first such fault is thrown at the end.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var threads = (int)Math.Min(loadingThreads, pageCount);
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(() => LoadSome(cancellationToken), cancellationToken)))
            .ConfigureAwait(false);
        if (_fault is not null) throw _fault;
    }

    private void LoadSome(CancellationToken cancellationToken)
    {
        using var reader = openReader();
        var found = new List<(int Ordinal, Party Party)>(PagesAtOnce * KeyPage.Slots);
        while (!cancellationToken.IsCancellationRequested)
        {
            var from = Interlocked.Add(ref _nextPage, PagesAtOnce) - PagesAtOnce;
            var end = Math.Min(from + PagesAtOnce, pageCount);
            if (from >= end) return;
            var done = 0;
            for (var page = from; page < end; page++) done += TryRead(reader, page, found) ? 1 : 0;
            memory.LoadDirectory(found);
            found.Clear();
            Interlocked.Add(ref _pagesDone, done);
        }
    }

    private bool TryRead(VaultReader reader, long page, List<(int Ordinal, Party Party)> found)
    {
        try
        {
            reader.ReadPage(page, found);
            return true;
        }
        catch (VaultException fault)
        {
            Interlocked.CompareExchange(ref _fault, fault, null);
            return false;
        }
    }
}
