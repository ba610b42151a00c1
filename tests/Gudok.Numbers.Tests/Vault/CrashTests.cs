namespace Gudok.Numbers.Tests;

public sealed class CrashTests : IDisposable
{
    private readonly VaultFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 500)]
    [InlineData(KeyPage.Slots, 3)]
    [InlineData(0, 250)]
    public async Task Kill_between_the_two_commits_leaves_no_half_party(int before, int batch)
    {
        string copy = "";
        await using (var vault = await _folder.OpenAsync())
        {
            await vault.ResolveAsync(Numbers.Many(before), default);
            vault.BetweenCommits = () => copy = _folder.Copy();
            await vault.ResolveAsync(Numbers.Many(batch, before), default);
        }

        await using var reopened = await _folder.OpenAsync(copy);
        Assert.Equal(before, reopened.State.Living);
        var again = await reopened.ResolveAsync(Numbers.Many(before + batch), default);
        Assert.Equal(before + batch, again.Select(one => one!.Id).Distinct().Count());
        var readings = await reopened.ReadAsync([.. again.Select(one => one!.Id)], default);
        Assert.Equal(Numbers.Many(before + batch), readings.Select(one => one.Party));
    }

    [Fact]
    public async Task What_was_acknowledged_is_in_the_files_at_once()
    {
        await using var vault = await _folder.OpenAsync();
        var id = (await vault.ResolveAsync(Numbers.Many(1), default))[0]!.Id;
        await using var copy = await _folder.OpenAsync(_folder.Copy());
        Assert.Equal(Numbers.Many(1)[0], (await copy.ReadAsync([id], default))[0].Party);
    }

    [Fact]
    public async Task A_write_that_failed_half_way_is_made_good_before_the_next()
    {
        await using var vault = await _folder.OpenAsync();
        await vault.ResolveAsync(Numbers.Many(10), default);
        vault.BetweenCommits = () => throw new IOException("The disk is full.");
        await Assert.ThrowsAsync<IOException>(async () => await vault.ResolveAsync(Numbers.Many(200), default));
        vault.BetweenCommits = null;
        Assert.Null(await vault.FindAsync(Numbers.Many(200)[150], default));
        var handles = await vault.ResolveAsync(Numbers.Many(200), default);
        var readings = await vault.ReadAsync([.. handles.Select(one => one!.Id)], default);
        Assert.Equal(Numbers.Many(200), readings.Select(one => one.Party));
        await using var copy = await _folder.OpenAsync(_folder.Copy());
        Assert.Equal(200, copy.State.Living);
    }

    [Fact]
    public async Task Party_whose_key_is_lost_reads_as_key_missing_and_its_id_is_never_given_out_again()
    {
        PartyId[] late;
        string early;
        await using (var vault = await _folder.OpenAsync())
        {
            await vault.ResolveAsync(Numbers.Many(150), default);
            early = _folder.Copy();
            late = [.. (await vault.ResolveAsync(Numbers.Many(200, 150), default)).Select(one => one!.Id)];
            await vault.EraseAsync(late[7], default);
        }

        // A keys.db older than its vault.db, the erasure list kept.
        foreach (var name in new[] { VaultFiles.Vault, VaultFiles.Erased }) File.Copy(Path.Combine(_folder.Path, name), Path.Combine(early, name), true);
        File.Delete(Path.Combine(early, VaultFiles.Vault + "-wal"));
        File.Delete(Path.Combine(early, VaultFiles.Vault + "-shm"));
        await using var restored = await _folder.OpenAsync(early);
        Assert.Equal(150, restored.State.Living);
        var readings = await restored.ReadAsync(late, default);
        Assert.All(readings.Where((_, at) => at != 7), one => Assert.Equal(PartyStatus.KeyMissing, one.Status));
        Assert.Equal(PartyStatus.Erased, readings[7].Status);
        var again = await restored.ResolveAsync(Numbers.Many(350), default);
        Assert.Equal(350, restored.State.Living);
        Assert.Empty(again.Select(one => one!.Id).Intersect(late));
        Assert.All(await restored.ReadAsync([.. again.Select(one => one!.Id)], default), one => Assert.Equal(PartyStatus.Known, one.Status));
    }

    [Theory]
    [InlineData(VaultFiles.Vault, NumbersFaults.VaultDamaged)]
    [InlineData(VaultFiles.Keys, NumbersFaults.KeyMissing)]
    public async Task One_file_without_the_other_is_refused_and_left_as_it_is(string absent, string code)
    {
        await using (var vault = await _folder.OpenAsync()) await vault.ResolveAsync(Numbers.Many(300), default);
        var copy = _folder.Copy(without: absent);
        var fault = await Assert.ThrowsAsync<VaultException>(async () => await _folder.OpenAsync(copy));
        Assert.Equal(code, fault.Code);
        File.Copy(Path.Combine(_folder.Path, absent), Path.Combine(copy, absent));
        await using var mended = await _folder.OpenAsync(copy);
        Assert.Equal(300, mended.State.Living);
    }

    [Fact]
    public async Task Keys_are_not_deleted_because_vault_db_is_far_too_old()
    {
        string old;
        await using (var vault = await _folder.OpenAsync())
        {
            old = _folder.Copy();
            await vault.ResolveAsync(Numbers.Many(VaultWriter.BatchLimit + 3 * KeyPage.Slots), default);
        }

        File.Copy(Path.Combine(_folder.Path, VaultFiles.Keys), Path.Combine(old, VaultFiles.Keys), overwrite: true);
        File.Delete(Path.Combine(old, VaultFiles.Keys + "-wal"));
        File.Delete(Path.Combine(old, VaultFiles.Keys + "-shm"));
        var fault = await Assert.ThrowsAsync<VaultException>(async () => await _folder.OpenAsync(old));
        Assert.Equal(NumbersFaults.VaultDamaged, fault.Code);
        File.Copy(Path.Combine(_folder.Path, VaultFiles.Vault), Path.Combine(old, VaultFiles.Vault), overwrite: true);
        await using var mended = await _folder.OpenAsync(old);
        Assert.Equal(VaultWriter.BatchLimit + 3 * KeyPage.Slots, mended.State.Living);
    }

    [Theory]
    [InlineData("update parties set entries = substr(entries,1,30) || iif(substr(entries,31,1)=x'00',x'01',x'00') || substr(entries,32) where page=0", NumbersFaults.SealBroken)]
    [InlineData("update parties set entries = substr(entries,1,40) where page=0", NumbersFaults.VaultDamaged)]
    [InlineData("update parties set entries = substr(entries,1,3) where page=0", NumbersFaults.VaultDamaged)]
    [InlineData("update parties set entries = (select entries from parties where page=1) where page=0", NumbersFaults.VaultDamaged)]
    public async Task A_changed_page_is_told_by_its_readers_and_the_others_still_come(string damage, string code)
    {
        PartyId[] ids;
        await using (var vault = await _folder.OpenAsync()) ids = [.. (await vault.ResolveAsync(Numbers.Many(330), default)).Select(one => one!.Id)];
        using (var file = SqliteFile.OpenToWrite(Path.Combine(_folder.Path, VaultFiles.Vault), 4096)) file.Execute(damage);

        await using var reopened = await _folder.OpenAsync();
        Assert.Equal(code, (await Assert.ThrowsAsync<VaultException>(async () => await reopened.ReadAsync(ids, default))).Code);
        Assert.Equal(code, (await Assert.ThrowsAsync<VaultException>(() => reopened.DirectoryLoaded)).Code);
        Assert.InRange(reopened.State.LoadedPercent, 1, 99);
        Assert.Single((await reopened.SearchAsync("79030000329", NumberReach.AllDigits, 5, default)).Ids);
        Assert.Equal(PartyStatus.Known, (await reopened.ReadAsync([ids[329]], default))[0].Status);
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("lookup")]
    public async Task Keys_that_were_swapped_between_pages_do_not_open(string table)
    {
        await using (var vault = await _folder.OpenAsync()) await vault.ResolveAsync(Numbers.Many(330), default);
        using (var file = SqliteFile.OpenToWrite(Path.Combine(_folder.Path, VaultFiles.Keys), 8192))
        {
            file.Execute($"update {table} set slots = (select slots from {table} where page=2) where page=1");
        }

        var fault = await Assert.ThrowsAsync<VaultException>(async () =>
        {
            await using var reopened = await _folder.OpenAsync();
            await reopened.DirectoryLoaded;
        });
        Assert.Equal(NumbersFaults.SealBroken, fault.Code);
    }
}
