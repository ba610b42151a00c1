namespace Gudok.Numbers;

/// <summary>Fills the directory in the background from the pages that were there at opening.</summary>
internal sealed class DirectoryLoader(VaultOptions options, EpochKeys epochs, PartyMemory memory, long pageCount)
{
    private const int PagesAtOnce = 16;

    private long _nextPage;
    private long _pagesDone;

    /// <summary>How much is loaded, 0–100; 100 only when all of it is.</summary>
    public int LoadedPercent => pageCount == 0 ? 100 : (int)(Volatile.Read(ref _pagesDone) * 100 / pageCount);

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var threads = (int)Math.Min(options.LoadingThreads, pageCount);
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(() => LoadSome(cancellationToken), cancellationToken)))
            .ConfigureAwait(false);
    }

    private void LoadSome(CancellationToken cancellationToken)
    {
        using var reader = SqliteVault.OpenReader(options.Folder, epochs);
        var found = new List<(int Ordinal, Party Party)>(PagesAtOnce * KeyPage.Slots);
        while (!cancellationToken.IsCancellationRequested)
        {
            var from = Interlocked.Add(ref _nextPage, PagesAtOnce) - PagesAtOnce;
            var end = Math.Min(from + PagesAtOnce, pageCount);
            if (from >= end) return;
            for (var page = from; page < end; page++) reader.ReadPage(page, found);
            memory.LoadDirectory(found);
            found.Clear();
            Interlocked.Add(ref _pagesDone, end - from);
        }
    }
}
