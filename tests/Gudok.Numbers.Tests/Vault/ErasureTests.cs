namespace Gudok.Numbers.Tests;

public sealed class ErasureTests : IDisposable
{
    private readonly VaultFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(3, 1)]
    [InlineData(300, 20)]
    [InlineData(300, 299)]
    public async Task Wrapped_key_and_blind_index_of_the_erased_leave_the_raw_files(int count, int victim)
    {
        await using var vault = await _folder.OpenAsync();
        var handles = await vault.ResolveAsync(Numbers.Many(count), default);
        var wrapped = Sealed("keys", victim / KeyPage.Slots);
        var lookup = Sealed("lookup", victim / KeyPage.Slots);
        Assert.True(IsInRawFiles(wrapped));
        Assert.True(IsInRawFiles(lookup));

        Assert.True(await vault.EraseAsync(handles[victim]!.Id, default));

        Assert.False(IsInRawFiles(wrapped));
        Assert.False(IsInRawFiles(lookup));
        Assert.Equal(0, new FileInfo(Path.Combine(_folder.Path, VaultFiles.Keys + "-wal")).Length);
        var others = handles.Where((_, at) => at != victim).Select(one => one!.Id).ToList();
        Assert.All(await vault.ReadAsync(others, default), one => Assert.Equal(PartyStatus.Known, one.Status));
    }

    [Fact]
    public async Task Erasure_survives_a_restart()
    {
        PartyId id;
        await using (var vault = await _folder.OpenAsync())
        {
            id = (await vault.ResolveAsync(Numbers.Many(5), default))[2]!.Id;
            await vault.EraseAsync(id, default);
        }

        await using var reopened = await _folder.OpenAsync();
        await reopened.DirectoryLoaded;
        Assert.Equal((4L, 1L), (reopened.State.Living, reopened.State.Erased));
        Assert.Equal(PartyStatus.Erased, (await reopened.ReadAsync([id], default))[0].Status);
        Assert.Null(await reopened.FindAsync(Numbers.Many(5)[2], default));
        Assert.Empty((await reopened.SearchAsync("0000002", NumberReach.AllDigits, 5, default)).Ids);
    }

    [Trait("Case", "46")]
    [Fact]
    public async Task Restored_backup_forgets_again_whoever_was_erased_after_it_was_made()
    {
        PartyId id;
        string backup;
        await using (var vault = await _folder.OpenAsync())
        {
            id = (await vault.ResolveAsync(Numbers.Many(5), default))[2]!.Id;
            backup = _folder.Copy();
            await vault.EraseAsync(id, default);
        }

        await using (var alive = await _folder.OpenAsync(backup))
        {
            Assert.Equal(PartyStatus.Known, (await alive.ReadAsync([id], default))[0].Status);
        }

        File.Copy(Path.Combine(_folder.Path, VaultFiles.Erased), Path.Combine(backup, VaultFiles.Erased), overwrite: true);
        await using var restored = await _folder.OpenAsync(backup);
        Assert.Equal(PartyStatus.Erased, (await restored.ReadAsync([id], default))[0].Status);
        Assert.Null(await restored.FindAsync(Numbers.Many(5)[2], default));
        Assert.Equal(4, restored.State.Living);
    }

    [Fact]
    public async Task Torn_last_entry_of_the_erasure_list_is_cut_off()
    {
        var path = Path.Combine(_folder.Path, VaultFiles.Erased);
        using (var list = ErasureList.Open(path))
        {
            list.Add(new PartyId(1));
            list.Add(new PartyId(ulong.MaxValue));
        }

        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]);
        using (var list = ErasureList.Open(path))
        {
            Assert.True(list.Contains(new PartyId(1)));
            Assert.False(list.Contains(new PartyId(ulong.MaxValue)));
            list.Add(new PartyId(2));
        }

        Assert.Equal(
            "0000000000000001fffffffffffffffe0000000000000002fffffffffffffffd", Convert.ToHexStringLower(File.ReadAllBytes(path)));
    }

    [Fact]
    public async Task Erasure_that_could_not_be_written_can_be_asked_for_again()
    {
        await using var vault = await _folder.OpenAsync();
        var parties = Numbers.Many(3);
        var id = (await vault.ResolveAsync(parties, default))[1]!.Id;
        var sealedKeys = Sealed("keys", 0);
        var told = new List<PartyId>();
        using var telling = vault.OnErased(told.Add);
        var (path, aside) = (Path.Combine(_folder.Path, VaultFiles.Keys), Path.Combine(_folder.Path, "aside"));
        File.Move(path, aside);
        await Assert.ThrowsAnyAsync<Exception>(async () => await vault.EraseAsync(id, default));
        Assert.Equal(PartyStatus.Known, (await vault.ReadAsync([id], default))[0].Status);
        Assert.Equal(id, (await vault.FindAsync(parties[1], default))?.Id);
        Assert.Empty(told);
        Assert.True(vault.IsOnErasureList(id));

        File.Move(aside, path);
        Assert.True(await vault.EraseAsync(id, default));
        Assert.Equal(PartyStatus.Erased, (await vault.ReadAsync([id], default))[0].Status);
        Assert.Null(await vault.FindAsync(parties[1], default));
        Assert.Equal([id], told);
        Assert.False(IsInRawFiles(sealedKeys));
        Assert.False(await vault.EraseAsync(id, default));
    }

    [Fact]
    public async Task Erasure_that_could_not_be_written_and_was_not_asked_for_again_is_finished_at_the_next_start()
    {
        PartyId id;
        await using (var vault = await _folder.OpenAsync())
        {
            id = (await vault.ResolveAsync(Numbers.Many(3), default))[1]!.Id;
            var (path, aside) = (Path.Combine(_folder.Path, VaultFiles.Keys), Path.Combine(_folder.Path, "aside"));
            File.Move(path, aside);
            await Assert.ThrowsAnyAsync<Exception>(async () => await vault.EraseAsync(id, default));
            File.Move(aside, path);
        }

        await using var reopened = await _folder.OpenAsync();
        Assert.Equal(PartyStatus.Erased, (await reopened.ReadAsync([id], default))[0].Status);
    }

    [Fact]
    public void Party_whose_key_was_gone_before_memory_forgot_it_is_forgotten_by_its_id()
    {
        // A key that was wiped and whose log could not be emptied: the second attempt cannot read the party any more.
        var memory = new PartyMemory(10);
        var parties = Numbers.Many(3);
        var secret = new byte[VaultParty.SecretLength];
        memory.Add([.. parties.Select((party, at) => new NewParty(new VaultParty(new PartyId((ulong)at + 1), party, secret, secret), (ulong)at + 1, at))]);
        memory.Erase(1, null);
        Assert.Equal([true, false, true], parties.Select(party => memory.Cached(party) is not null));
        Assert.False(memory.PlaceOf(new PartyId(2)).IsLiving);
    }

    [Fact]
    public async Task Handle_of_the_erased_stays_usable_but_is_not_handed_out_again()
    {
        await using var vault = await _folder.OpenAsync();
        var handle = (await vault.ResolveAsync(Numbers.Many(1), default))[0]!;
        await vault.EraseAsync(handle.Id, default);
        handle.Commit(new byte[16], (ushort)PartyRole.Caller, new byte[32]);
        Assert.Null((await vault.OpenAsync([handle.Id], default))[0]);
    }

    private byte[] Sealed(string table, int page)
    {
        using var file = SqliteFile.OpenToRead(Path.Combine(_folder.Path, VaultFiles.Keys));
        using var query = file.Prepare($"select slots from {table} where page={page}");
        Assert.True(query.Step());
        return query.Blob(0)[..64].ToArray();
    }

    private bool IsInRawFiles(byte[] bytes) => VaultFolder.RawFiles(_folder.Path).Any(file => file.AsSpan().IndexOf(bytes) >= 0);
}
