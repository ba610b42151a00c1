using Gudok.Testing;

namespace Gudok.Ledger.Tests;

/// <summary>A folder whose ledger a test opens, closes and opens again.</summary>
internal sealed class LedgerFolder : IDisposable
{
    public const int KeySeed = 7;

    private readonly TestFolder _folder = new();

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public string Path => _folder.Path;

    public Task<SqliteCallLedger> OpenAsync(int segmentRecords = LedgerOptions.MostSegmentRecords, int openSegments = 16) => SqliteCallLedger.OpenAsync(
        new LedgerOptions { Folder = Path, SegmentRecords = segmentRecords, OpenSegments = openSegments },
        new SeededDayKeys(KeySeed),
        Clock,
        CancellationToken.None);

    public IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Path, pattern, SearchOption.AllDirectories).Order();

    public void Dispose() => _folder.Dispose();
}
