using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary>A small data folder with everything in it that may be changed behind our back: two days of calls, corrections, amendments, messages,
/// an erased party, several heads.</summary>
internal sealed class DrillFolder : IDisposable
{
    private readonly string _root;
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly List<RecordId> _ids = [];
    private readonly List<PartyId> _parties = [];
    private string _folder;
    private int _copies;

    public DrillFolder()
    {
        // In memory where there is such a volume: thousands of openings write thousands of times.
        var volume = Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath();
        _root = System.IO.Path.Combine(volume, "gudok-drill-" + Guid.NewGuid().ToString("n"));
        _folder = Directory.CreateDirectory(System.IO.Path.Combine(_root, "0")).FullName;
    }

    public string Path => _folder;

    public async Task FillAsync()
    {
        await OnStorageAsync(async storage =>
        {
            for (var number = 1; number <= 24; number++) await AppendAsync(storage, number);
            await storage.Ledger.SealAsync(CancellationToken.None);
            for (var at = 0; at < 4; at++) await CorrectAsync(storage, _ids[at * 5]);
            await storage.Ledger.AmendAsync(
                new CallAmendment(_ids[3], LedgerEntries.Start + TimeSpan.FromDays(1), "ivanova", new AmendedValues { Topic = "roads" }), null, CancellationToken.None);
            await storage.Vault.EraseAsync(_parties[7], CancellationToken.None);
            await storage.Ledger.CloseSegmentsAsync(CancellationToken.None);
            await storage.Ledger.SealAsync(CancellationToken.None);
            await AppendAsync(storage, 25);
            await storage.Ledger.Heads.Store.SetMarkAsync("/witness", 2, CancellationToken.None);
            return true;
        });
    }

    /// <summary>Whether a check of everything finds a fault, in the opening or after it.</summary>
    public async Task<bool> IsCaughtAsync()
    {
        try
        {
            return await OnStorageAsync(async storage => !(await storage.VerifyAsync(null, CancellationToken.None)).IsOk);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or VaultException or SettingsException)
        {
            return true;
        }
    }

    /// <summary>All that anybody can be told from the folder, in one text.</summary>
    public Task<string> AnswersAsync() => OnStorageAsync(async storage =>
    {
        var (ledger, none) = (storage.Ledger, CancellationToken.None);
        var lines = new List<string> { $"{ledger.Position}" };
        foreach (var query in (CallQuery[])[new() { Limit = 1000 }, new() { Parties = [_parties[2]] }, new() { Parties = [_parties[7]] }])
        {
            lines.AddRange((await ledger.QueryAsync(query, none)).Records.Select(RecordText.Of));
        }

        lines.AddRange((await ledger.RollupsAsync(new Instant(0), LedgerEntries.Start + TimeSpan.FromDays(9), none)).Rollups.Select(rollup => $"{rollup}"));
        foreach (var id in _ids)
        {
            lines.Add(RecordText.Of((await ledger.FindAsync(id, none))!));
            lines.AddRange((await ledger.CorrectionsAsync(id, none)).Select(correction => $"{correction.MadeAt} {RecordText.Of(correction.Record)}"));
            lines.AddRange((await ledger.AmendmentsAsync(id, none)).Select(amendment => $"{amendment.MadeAt} {amendment.Changes.Topic}"));
            lines.Add(await ledger.MessagesAsync(id, none) is { } messages ? Convert.ToHexString(messages.Data.Span) : "no messages");
            foreach (var entry in await ledger.ProveAsync(id, none)) lines.Add(string.Join(' ', entry.Leaf.Commitments.Select(one => Convert.ToHexString(one.Hash.Span))));
        }

        lines.AddRange((await ledger.Heads.Store.ReadAsync(1, 100, none)).Take(5));
        lines.AddRange((await storage.Vault.ReadAsync(_parties, none)).Select(reading => $"{reading.Id.Value} {reading.Status} {reading.Party.ToFullText()}"));
        return string.Join('\n', lines);
    });

    /// <summary>Goes on in a copy of the folder as it was: of what was opened of the former one nothing can be in the way.</summary>
    /// <param name="files">Octets by relative path.</param>
    public void Begin(IReadOnlyDictionary<string, byte[]> files)
    {
        var former = _folder;
        _folder = System.IO.Path.Combine(_root, (++_copies).ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var (name, octets) in files)
        {
            var path = System.IO.Path.Combine(_folder, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, octets);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Directory.Delete(former, recursive: true);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task<T> OnStorageAsync<T>(Func<Storage, Task<T>> use)
    {
        var settings = GudokSettings.Read(_folder);
        settings.Keys.Kind = KeySourceKind.DataFolder;
        using var keys = KeySource.OpenOrCreate(settings.Keys, _folder);
        await using var storage = await Storage.OpenAsync(settings, _folder, keys, _clock, CancellationToken.None);
        return await use(storage);
    }

    private async Task AppendAsync(Storage storage, int number)
    {
        var reader = new PartyReader(new PartyOptions());
        var parties = await storage.Vault.ResolveAsync(
            [reader.Read($"+7916123{4500 + number}"), reader.Read("+78001007070")], CancellationToken.None);
        _parties.Add(parties[0]!.Id);
        var start = LedgerEntries.Start + TimeSpan.FromSeconds(number) + TimeSpan.FromDays(number > 16 ? 1 : 0);
        var (caller, callee) = (parties[0]!.Id, parties[1]!.Id);
        var record = LedgerEntries.Record(number, start) with
        {
            Caller = caller,
            Callee = callee,
            Dialled = callee,
            Legs = [LedgerEntries.Leg(number, start, caller, callee)],
        };
        _ids.Add(record.Id);
        var entry = LedgerEntries.Entry(record, new SealedMessages([caller], new byte[] { 1, 2, 3, (byte)number }));
        await storage.Ledger.AppendAsync(LedgerEntries.Batch(entry), CancellationToken.None);
    }

    private static async Task CorrectAsync(Storage storage, RecordId id)
    {
        var record = (await storage.Ledger.FindAsync(id, CancellationToken.None))!;
        var correction = LedgerEntries.Correction(record with { SipStatus = 486 }, LedgerEntries.Start + TimeSpan.FromHours(2));
        await storage.Ledger.AppendAsync(new LedgerBatch([], [correction]), CancellationToken.None);
    }
}
