using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Testing;
using Npgsql;

namespace Gudok.Postgres.Tests;

[Trait("Needs", "packages")]
public sealed class PostgresVaultTests : PartyVaultContract, IDisposable
{
    private readonly SharedCluster _shared;
    private readonly OpenedVault _vault;

    public PostgresVaultTests(SharedCluster shared)
    {
        _shared = shared;
        _vault = new OpenedVault(shared);
    }

    public void Dispose() => _vault.Dispose();

    protected override async ValueTask<IPartyVault> OpenAsync() => await _vault.OpenAsync();

    [Fact]
    public async Task Both_keys_rotate_and_all_parties_are_found_also_after_a_restart()
    {
        var all = Enumerable.Range(0, 20 * KeyPage.Slots).Select(n => Number($"7903{n:d7}")).ToArray();
        PartyId[] ids;
        await using (var vault = await _vault.OpenAsync())
        {
            ids = [.. (await vault.ResolveAsync(all, default)).Select(one => one!.Id)];
            await vault.EraseAsync(ids[7], default);
            await vault.RotateMasterAsync(null, default);
            await vault.RotateIndexAsync(null, default);
        }

        await using var again = await _vault.ReopenAsync();
        var status = await again.GetStatusAsync(default);
        Assert.Equal((2, 2, null, null), (status.MasterVersion, status.IndexVersion, status.Master, status.Index));
        Assert.Equal([false, true], status.Epochs.Select(epoch => epoch.IsUsed));
        for (var at = 0; at < all.Length; at += 13) Assert.Equal(ids[at], (await again.FindAsync(all[at], default))?.Id);
        Assert.Null(await again.FindAsync(all[7], default));
    }

    [Fact]
    public async Task Parties_and_their_keys_survive_a_restart_and_pages_fill_up()
    {
        var all = Enumerable.Range(0, 3 * KeyPage.Slots + 7).Select(n => Number($"7903{n:d7}")).ToArray();
        PartyId[] ids;
        byte[] dayKey;
        await using (var vault = await _vault.OpenAsync())
        {
            foreach (var some in all.Chunk(50)) await vault.ResolveAsync(some, default);
            ids = [.. (await vault.ResolveAsync(all, default)).Select(one => one!.Id)];
            dayKey = [.. vault.DayKeys.GetOrCreate(DayPart.OfDefault(new DateOnly(2026, 11, 21)))];
        }

        await using var again = await _vault.ReopenAsync();
        Assert.Equal(ids, (await again.ResolveAsync(all, default)).Select(one => one!.Id));
        Assert.Equal(all.Length, again.State.Living);
        Assert.Equal(all, (await again.ReadAsync(ids, default)).Select(one => one.Party));
        Assert.True(again.DayKeys.TryGet(DayPart.OfDefault(new DateOnly(2026, 11, 21)), out var kept));
        Assert.Equal(dayKey, kept);
        await again.DirectoryLoaded;
        Assert.Single((await again.SearchAsync("79030000123", NumberReach.AllDigits, 5, default)).Ids);
    }

    [Fact]
    public async Task What_was_erased_is_in_no_file_of_the_tables_any_more()
    {
        await using var vault = await _vault.OpenAsync();
        var parties = await vault.ResolveAsync([Number("79031234567"), Number("79031234568")], default);
        var former = await ReadAsync("select substring(slots for 64) from gudok.keys") ?? throw new InvalidOperationException("No keys.");
        var formerLookup = await ReadAsync("select substring(slots for 64) from gudok.lookup");
        await CheckpointAsync();
        Assert.True(IsInFiles(former));
        await vault.EraseAsync(parties[0]!.Id, default);
        await CheckpointAsync();
        Assert.False(IsInFiles(former));
        Assert.False(IsInFiles(formerLookup!));
        Assert.Equal(parties[1]!.Id, (await vault.FindAsync(parties[1]!.Party, default))?.Id);
    }

    [Fact]
    public async Task An_erased_day_key_is_in_no_file_of_its_table_any_more()
    {
        await using var vault = await _vault.OpenAsync();
        vault.DayKeys.GetOrCreate(DayPart.OfDefault(new DateOnly(2026, 11, 21)));
        var former = await ReadAsync("select slots from gudok.day_keys");
        await CheckpointAsync();
        Assert.True(IsInFiles(former!));
        Assert.True(vault.DayKeys.Destroy(DayPart.OfDefault(new DateOnly(2026, 11, 21))));
        await CheckpointAsync();
        Assert.False(IsInFiles(former!));
    }

    /// <summary>Once a day's key was left in its file: whatever transaction is older than a deletion, be it in another database of the
    /// server, has <c>VACUUM FULL</c> take the dead row along.</summary>
    [Theory]
    [InlineData(true, "select txid_current()")]
    [InlineData(false, "select txid_current()")]
    [InlineData(false, "set transaction isolation level repeatable read; select 1")]
    public async Task What_was_erased_is_gone_also_beside_an_older_transaction(bool isElsewhere, string older)
    {
        await using var vault = await _vault.OpenAsync();
        var day = DayPart.OfDefault(new DateOnly(2026, 11, 21));
        vault.DayKeys.GetOrCreate(day);
        var party = (await vault.ResolveAsync([Number("79031234567")], default))[0]!;
        byte[][] former = [(await ReadAsync("select slots from gudok.day_keys"))!, (await ReadAsync("select substring(slots for 64) from gudok.keys"))!];
        var server = isElsewhere ? await _shared.NewDatabaseAsync("other") : _vault.Server!;
        await using var source = NpgsqlDataSource.Create($"{server.Connection};Password={server.Password}");
        await using var session = await source.OpenConnectionAsync();
        await using var transaction = await session.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(older, session)) await command.ExecuteNonQueryAsync();
        Assert.True(vault.DayKeys.Destroy(day));
        await vault.EraseAsync(party.Id, default);
        await CheckpointAsync();
        Assert.All(former, octets => Assert.False(IsInFiles(octets)));
    }

    [Theory]
    [InlineData("gudok.keys")]
    [InlineData("gudok.lookup")]
    public async Task Whoever_has_the_keys_open_is_named_and_nothing_is_erased_until_they_end(string table)
    {
        await using var vault = await _vault.OpenAsync();
        var party = (await vault.ResolveAsync([Number("79031234567")], default))[0]!;
        await using var source = NpgsqlDataSource.Create($"{_vault.Server!.Connection};Password={_vault.Server.Password};Application Name=dump");
        await using var session = await source.OpenConnectionAsync();
        await using (var transaction = await session.BeginTransactionAsync())
        {
            await using (var command = new NpgsqlCommand($"select count(*) from {table}", session)) await command.ExecuteScalarAsync();
            var fault = await Assert.ThrowsAsync<DatabaseException>(async () => await vault.EraseAsync(party.Id, default));
            Assert.Equal(DatabaseFaults.TableInUse, fault.Fault);
            Assert.Contains($"session {session.ProcessID} (vault, dump)", fault.Message, StringComparison.Ordinal);
            Assert.Equal(party.Id, (await vault.FindAsync(party.Party, default))?.Id);
            Assert.NotNull((await vault.ResolveAsync([Number("79031234568")], default))[0]);
        }

        Assert.True(await vault.EraseAsync(party.Id, default));
        Assert.Null(await vault.FindAsync(party.Party, default));
    }

    [Fact]
    public async Task A_restored_database_forgets_again_whoever_was_erased()
    {
        PartyId erased;
        await using (var vault = await _vault.OpenAsync())
        {
            erased = (await vault.ResolveAsync([Number("79031234567")], default))[0]!.Id;
            var (keys, lookup) = (await ReadAsync("select slots from gudok.keys"), await ReadAsync("select slots from gudok.lookup"));
            await vault.EraseAsync(erased, default);
            await ExecuteAsync("update gudok.keys set slots=$1", keys!);
            await ExecuteAsync("update gudok.lookup set slots=$1", lookup!);
            await ExecuteAsync("delete from gudok.erased where $1::bytea is not null", lookup!);
        }

        await using var restored = await _vault.ReopenAsync();
        Assert.Equal(PartyStatus.Erased, (await restored.ReadAsync([erased], default))[0].Status);
        Assert.Null(await restored.FindAsync(Number("79031234567"), default));
    }

    [Fact]
    public async Task Weeks_move_on_and_old_keys_die()
    {
        await using var vault = await _vault.OpenAsync();
        var party = (await vault.ResolveAsync([Number("79031234567")], default))[0]!;
        var first = _vault.Keys.Epochs.Numbers.Single();
        for (var week = 0; week < 5; week++)
        {
            _vault.Clock.Advance(TimeSpan.FromDays(7));
            await vault.MoveToCurrentEpochAsync(default);
        }

        Assert.Null(_vault.Keys.Epochs.Find(first));
        Assert.Equal(party.Party, (await vault.ReadAsync([party.Id], default))[0].Party);
    }

    [Fact]
    public async Task A_second_process_is_turned_away()
    {
        await using var vault = await _vault.OpenAsync();
        var fault = await Assert.ThrowsAsync<DatabaseException>(async () => await _vault.ReopenAsync());
        Assert.Equal(DatabaseFaults.Owned, fault.Fault);
    }

    [Fact]
    public async Task Whoever_lost_the_vault_to_another_writes_no_more()
    {
        await using var vault = await _vault.OpenAsync();
        await ExecuteAsync("update gudok.owner set token=gen_random_uuid() where $1::bytea is not null", [1]);
        var fault = await Assert.ThrowsAsync<DatabaseException>(async () => await vault.ResolveAsync([Number("79031234567")], default));
        Assert.Equal(DatabaseFaults.Owned, fault.Fault);
    }

    [Fact]
    public async Task Another_installations_keys_are_refused()
    {
        await (await _vault.OpenAsync()).DisposeAsync();
        using var others = KeyRing.CreateEphemeral();
        var options = new VaultOptions { Folder = _vault.Folder, Postgres = _vault.Server! };
        var fault = await Assert.ThrowsAsync<VaultException>(async () => await PostgresVault.OpenAsync(options, others, _vault.Clock, default));
        Assert.Equal(NumbersFaults.KeySourceWrong, fault.Code);
    }

    private async Task<byte[]?> ReadAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{_vault.Server!.Connection};Password={_vault.Server.Password}");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as byte[];
    }

    private async Task ExecuteAsync(string sql, byte[] value)
    {
        await using var source = NpgsqlDataSource.Create($"{_vault.Server!.Connection};Password={_vault.Server.Password}");
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    // Buffers reach the files, and files of rewritten tables are removed, at a checkpoint.
    private Task<string> CheckpointAsync() => _shared.Cluster.ExecuteAsync("postgres", "checkpoint");

    private bool IsInFiles(byte[] octets) => Directory
        .EnumerateFiles(Path.Combine(_shared.Cluster.DataFolder, "base"), "*", SearchOption.AllDirectories)
        .Any(file => Holds(file, octets));

    private static bool Holds(string file, byte[] octets)
    {
        try
        {
            return File.ReadAllBytes(file).AsSpan().IndexOf(octets) >= 0;
        }
        catch (IOException)
        {
            // Removed meanwhile by another test's database.
            return false;
        }
    }
}
