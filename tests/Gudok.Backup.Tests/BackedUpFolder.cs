using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Seals;
using Gudok.Testing;

namespace Gudok.Backup.Tests;

/// <summary>A data folder with vault and ledger, its key source beside it, a backup place and a clock.</summary>
internal sealed class BackedUpFolder : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private string _open = "";
    private KeyRing _keys = null!;
    private HeadChain _heads = null!;

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    public string Data => PathOf("data");

    public string Place => PathOf("place");

    public KeySourceOptions KeyOptions => new() { Folder = PathOf("keys") };

    public BackupOptions Options { get; } = new() { Points = 4 };

    public SqliteVault Vault { get; private set; } = null!;

    public SqliteCallLedger Ledger { get; private set; } = null!;

    public BackupSource Source => new(_open, _keys, Ledger);

    public static async Task<BackedUpFolder> OpenAsync()
    {
        var folder = new BackedUpFolder();
        Directory.CreateDirectory(folder.Data);
        await folder.ReopenAsync(folder.Data);
        return folder;
    }

    public string PathOf(string name) => Path.Combine(_folder.Path, name);

    /// <summary>Closes what is open and opens a folder of the same installation.</summary>
    public async Task ReopenAsync(string data)
    {
        await CloseAsync();
        _open = data;
        _keys = KeySource.OpenOrCreate(KeyOptions, data);
        Vault = await SqliteVault.OpenAsync(new VaultOptions { Folder = data }, _keys, Clock, default);
        _heads = await HeadChain.OpenAsync(SqliteHeadStore.Open(data), HeadSigner.FromSecret(_keys.Derive(KeyPurpose.HeadSigning)), Clock, default);
        Ledger = await SqliteCallLedger.OpenAsync(new LedgerOptions { Folder = data, SegmentRecords = 500 }, Vault.DayKeys, _heads, Clock, default);
    }

    public BackupSession Session(string? place = null) => new(Source, place ?? Place, Options, Clock);

    /// <summary>One run as a command of its own makes it.</summary>
    public async Task<BackupReport> BackUpAsync()
    {
        using var session = Session();
        return await session.RunAsync(default);
    }

    /// <summary>Adds calls between parties that the vault knows, in one batch over so many days.</summary>
    public async Task AddAsync(int first, int count, int days = 1, int retentionClass = 0)
    {
        var parties = await Vault.ResolveAsync([.. Enumerable.Range(first, count).Select(NumberOf)], default);
        await Ledger.AppendAsync(LedgerEntries.Batch(Enumerable.Range(0, count).Select(at =>
        {
            var record = LedgerEntries.Record(first + at, LedgerEntries.Start + TimeSpan.FromSeconds(first + at) + TimeSpan.FromDays(at % days));
            var caller = parties[at]!.Id;
            return LedgerEntries.Entry(record with { Caller = caller, Legs = [record.Legs[0] with { Caller = caller }] }) with { Class = retentionClass };
        })), default);
    }

    public static Party NumberOf(int number) => new PartyReader(new PartyOptions()).Read($"+7495{number:D7}");

    /// <summary>Restores into a folder beside; opening it erases again and makes anew what is derived.</summary>
    public async Task<(string Folder, RestoreReport Report)> RestoreAsync(string name = "restored")
    {
        var target = PathOf(name);
        var report = await new RestoreJob(Place, target).RunAsync(staging => KeySource.Open(KeyOptions, staging), (_, _, _) => Task.CompletedTask, default);
        return (target, report);
    }

    /// <summary>Every record as text, newest first.</summary>
    public async Task<IReadOnlyList<string>> RecordsAsync()
    {
        var records = new List<string>();
        RecordId? after = null;
        do
        {
            var page = await Ledger.QueryAsync(new CallQuery { After = after, Limit = CallQuery.MaxLimit }, default);
            records.AddRange(page.Records.Select(RecordText.Of));
            after = page.Next;
        }
        while (after is not null);
        return records;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }

    private async Task CloseAsync()
    {
        if (Ledger is null) return;
        await Ledger.DisposeAsync();
        await _heads.DisposeAsync();
        await Vault.DisposeAsync();
        _keys.Dispose();
        Ledger = null!;
    }
}
