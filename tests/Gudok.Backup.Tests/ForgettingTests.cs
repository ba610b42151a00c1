using Gudok.Numbers;

namespace Gudok.Backup.Tests;

/// <summary>Backups forget: whoever was erased stays erased, and archives of keys die by themselves.</summary>
public sealed class ForgettingTests
{
    [Fact]
    public async Task An_older_backup_that_is_put_back_erases_again_down_to_the_raw_key()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 300);
        await folder.BackUpAsync();
        var erased = (await folder.Vault.FindAsync(BackedUpFolder.NumberOf(77), default))!;
        var key = KeyOf(erased.Id, folder);
        Assert.NotEqual(new byte[32], key);
        await folder.Vault.EraseAsync(erased.Id, default);
        using (var session = folder.Session()) session.CopyErasures();

        var (restored, report) = await folder.RestoreAsync();
        Assert.Equal((1L, 1), (report.Run, report.Erased));
        await folder.ReopenAsync(restored);
        Assert.Null(await folder.Vault.FindAsync(BackedUpFolder.NumberOf(77), default));
        Assert.Equal(PartyStatus.Erased, (await folder.Vault.ReadAsync([erased.Id], default))[0].Status);
        Assert.Equal((299L, 1L), (folder.Vault.State.Living, folder.Vault.State.Erased));
        Assert.Equal(new byte[32], KeyOf(erased.Id, folder));
        Assert.True((await folder.Ledger.VerifyAsync(null, default)).IsOk);
    }

    [Fact]
    public async Task An_entry_that_was_taken_out_of_the_list_of_the_erased_is_noticed()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 10);
        await folder.BackUpAsync();
        foreach (var number in new[] { 3, 4, 5 })
            await folder.Vault.EraseAsync((await folder.Vault.FindAsync(BackedUpFolder.NumberOf(number), default))!.Id, default);
        using (var session = folder.Session()) session.CopyErasures();
        var list = Path.Combine(folder.Place, "erased.list");
        var octets = await File.ReadAllBytesAsync(list);
        Assert.Equal(96, octets.Length);
        await File.WriteAllBytesAsync(list, octets[32..]);

        var fault = await Assert.ThrowsAsync<BackupException>(() => folder.RestoreAsync());
        Assert.Equal(BackupFaults.ArchiveBroken, fault.Code);
        Assert.Contains("erased.list: entry 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_cut_short_is_written_again()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 10);
        await folder.BackUpAsync();
        await folder.Vault.EraseAsync((await folder.Vault.FindAsync(BackedUpFolder.NumberOf(3), default))!.Id, default);
        using var session = folder.Session();
        session.CopyErasures();
        var list = Path.Combine(folder.Place, "erased.list");
        using (var file = File.OpenWrite(list)) file.SetLength(20);
        using (var other = folder.Session()) other.CopyErasures();
        Assert.Equal(32, new FileInfo(list).Length);
        Assert.Equal(1, (await folder.RestoreAsync()).Report.Erased);
    }

    [Fact]
    public async Task The_archive_of_keys_dies_with_the_key_of_its_week_and_a_later_run_lives()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 300);
        await folder.BackUpAsync();
        Assert.Equal(1, (await folder.RestoreAsync("early")).Report.Run);
        for (var day = 1; day <= 30; day++)
        {
            folder.Clock.Advance(TimeSpan.FromDays(1));
            await folder.Vault.MoveToCurrentEpochAsync(default);
        }

        var fault = await Assert.ThrowsAsync<BackupException>(() => folder.RestoreAsync());
        Assert.Equal(BackupFaults.NothingToRestore, fault.Code);
        Assert.Contains(BackupFaults.ArchiveForgotten, fault.Message, StringComparison.Ordinal);
        var check = ArchiveCheck.Run(folder.Place, folder.Source.Keys, default);
        Assert.Contains(BackupFaults.ArchiveForgotten, Assert.Single(check.Faults), StringComparison.Ordinal);

        await folder.BackUpAsync();
        var (restored, report) = await folder.RestoreAsync();
        Assert.Equal(2, report.Run);
        await folder.ReopenAsync(restored);
        Assert.Equal(300, folder.Vault.State.Living);
    }

    [Fact]
    public async Task A_session_that_lasts_seals_keys_under_the_new_week()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 300);
        using (var session = folder.Session())
        {
            for (var day = 0; day <= 35; day++)
            {
                await session.RunAsync(default);
                folder.Clock.Advance(TimeSpan.FromDays(1));
                await folder.Vault.MoveToCurrentEpochAsync(default);
            }

            await session.RunAsync(default);
        }

        Assert.Empty(ArchiveCheck.Run(folder.Place, folder.Source.Keys, default).Faults);
        await folder.ReopenAsync((await folder.RestoreAsync()).Folder);
        Assert.Equal(300, folder.Vault.State.Living);
    }

    // The party's 32 octets of key as they lie in keys.db.
    private static byte[] KeyOf(PartyId id, BackedUpFolder folder)
    {
        var path = Path.Combine(folder.Source.DataFolder, VaultFiles.Keys);
        using var store = KeyStore.OpenToRead(path, folder.Source.Keys.Epochs);
        using var page = new KeyPage();
        for (long number = 0; store.TryReadKeys(number, page); number++)
        {
            for (var slot = 0; slot < page.Count; slot++)
            {
                if (page.Id(slot) == id) return page.Key(slot).ToArray();
            }
        }

        throw new InvalidOperationException("The party has no place.");
    }
}
