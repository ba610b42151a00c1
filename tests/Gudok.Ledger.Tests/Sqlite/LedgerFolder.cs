using Gudok.Seals;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

/// <summary>A folder whose ledger a test opens, closes and opens again.</summary>
internal sealed class LedgerFolder : IDisposable
{
    public const int KeySeed = 7;

    private readonly TestFolder _folder = new();

    /// <summary>The keys of the folder's days: destroyed ones stay so while the test lasts.</summary>
    public SeededDayKeys Keys { get; } = new(KeySeed);

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public string Path => _folder.Path;

    /// <summary>The heads of the ledger opened last.</summary>
    public HeadChain? Heads { get; private set; }

    public async Task<SqliteCallLedger> OpenAsync(int segmentRecords = LedgerOptions.MostSegmentRecords, int openSegments = 16)
    {
        await CloseHeadsAsync();
        Heads = await TestHeads.OpenAsync(Clock, SqliteHeadStore.Open(Path));
        return await SqliteCallLedger.OpenAsync(
            new LedgerOptions { Folder = Path, SegmentRecords = segmentRecords, OpenSegments = openSegments },
            Keys,
            Heads,
            Clock,
            CancellationToken.None);
    }

    /// <summary>Closes the heads, after the ledger: before files are changed from outside.</summary>
    public async Task CloseHeadsAsync()
    {
        if (Heads is not null) await Heads.DisposeAsync();
        Heads = null;
    }

    public IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Path, pattern, SearchOption.AllDirectories).Order();

    public void Dispose() => _folder.Dispose();
}
