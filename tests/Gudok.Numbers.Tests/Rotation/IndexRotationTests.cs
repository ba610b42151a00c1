namespace Gudok.Numbers.Tests;

public sealed class IndexRotationTests : IDisposable
{
    private readonly Installation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task All_parties_are_found_under_the_new_key_and_the_old_one_is_gone()
    {
        var parties = Numbers.Many(1000);
        PartyId[] ids;
        await using (var open = await _installation.OpenAsync())
        {
            ids = [.. (await open.Vault.ResolveAsync(parties, default)).Select(one => one!.Id)];
            await open.Vault.EraseAsync(ids[500], default);
            await open.Vault.RotateIndexAsync(null, default);
            await open.Vault.RotateIndexAsync(null, default);
            Assert.Equal([3], open.Ring.Safe.Contents.IndexVersions);
        }

        await using var again = await _installation.OpenAsync();
        var status = await again.Vault.GetStatusAsync(default);
        Assert.Equal((3, null), (status.IndexVersion, status.Index));
        for (var at = 0; at < parties.Length; at++)
            Assert.Equal(at == 500 ? null : ids[at], (await again.Vault.FindAsync(parties[at], default))?.Id);
        Assert.Throws<VaultException>(() => again.Ring.Derive(KeyPurpose.Index));
        Assert.Equal((999L, 1L), (again.Vault.State.Living, again.Vault.State.Erased));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Resolves_searches_and_erasures_beside_a_rotation_agree_with_a_model(int seed)
    {
        var random = new Random(seed);
        var model = new Dictionary<Party, PartyId>();
        await using var open = await _installation.OpenAsync();
        await ResolveAsync(open.Vault, model, Numbers.Many(3000));
        var rounds = 0;
        for (var turn = 0; turn < 3; turn++)
        {
            var rotation = Task.Run(async () => await open.Vault.RotateIndexAsync(null, default));
            while (!rotation.IsCompleted || rounds % 10 != 0)
            {
                rounds++;
                var from = random.Next(4000);
                await ResolveAsync(open.Vault, model, Numbers.Many(random.Next(40), from));
                var party = Numbers.Many(1, random.Next(4500))[0];
                Assert.Equal(model.TryGetValue(party, out var known) ? known : (PartyId?)null, (await open.Vault.FindAsync(party, default))?.Id);
                if (random.Next(5) != 0 || known.IsNone) continue;
                Assert.True(await open.Vault.EraseAsync(known, default));
                model.Remove(party);
            }

            await rotation;
        }

        Assert.True(rounds >= 3);
        await open.Vault.DisposeAsync();
        await using var again = await SqliteVault.OpenAsync(new VaultOptions { Folder = _installation.Data }, open.Ring, _installation.Clock, default);
        Assert.Equal(model.Count, again.State.Living);
        foreach (var (party, id) in model) Assert.Equal(id, (await again.FindAsync(party, default))?.Id);
    }

    [Fact]
    public async Task Kill_at_any_step_leaves_a_vault_that_finds_all_and_a_rotation_that_ends()
    {
        var copies = new List<Installation>();
        var parties = Numbers.Many(4000);
        Dictionary<Party, PartyId> model = [];
        await using (var open = await _installation.OpenAsync())
        {
            await ResolveAsync(open.Vault, model, parties);
            open.Vault.RotationStepped = () => copies.Add(_installation.Copy());
            await open.Vault.RotateIndexAsync(null, default);
            open.Vault.RotationStepped = null;
        }

        Assert.True(copies.Count >= 7, $"{copies.Count} steps");
        var versions = new HashSet<int>();
        foreach (var copy in copies)
        {
            await using var open = await copy.OpenAsync();
            versions.Add((await open.Vault.GetStatusAsync(default)).IndexVersion);
            foreach (var (party, id) in model) Assert.Equal(id, (await open.Vault.FindAsync(party, default))?.Id);
            await ResolveAsync(open.Vault, model, parties);
            await open.Vault.RotateIndexAsync(null, default);
            var status = await open.Vault.GetStatusAsync(default);
            Assert.Null(status.Index);
            Assert.True(status.IndexVersion >= 2);
            Assert.Single(open.Ring.Safe.Contents.IndexVersions);
        }

        Assert.Equal([1, 2], versions.Order());
    }

    [Fact]
    public async Task Look_ups_between_two_steps_find_parties_of_both_versions()
    {
        var parties = Numbers.Many(4000);
        await using var open = await _installation.OpenAsync();
        var ids = (await open.Vault.ResolveAsync(parties, default)).Select(one => one!.Id).ToList();
        await open.Vault.Resumed;
        using var stop = new CancellationTokenSource();
        open.Vault.RotationStepped = () =>
        {
            // The third step: the key was made in two, sixteen pages have passed.
            if (open.Ring.Safe.Contents.IndexVersions.Count == 2 && Passed() > 0) stop.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await open.Vault.RotateIndexAsync(null, stop.Token));
        open.Vault.RotationStepped = null;
        var progress = (await open.Vault.GetStatusAsync(default)).Index;
        Assert.Equal(new RotationProgress(16, 37), progress);
        Assert.Equal(ids, await IdsAsync(open.Vault, parties));
        var fresh = (await open.Vault.ResolveAsync(Numbers.Many(5, 4000), default)).Select(one => one!.Id).ToList();
        await open.Vault.RotateIndexAsync(null, default);
        Assert.Equal(2, (await open.Vault.GetStatusAsync(default)).IndexVersion);
        Assert.Equal([.. ids, .. fresh], await IdsAsync(open.Vault, Numbers.Many(4005)));

        long Passed()
        {
            using var keys = KeyStore.OpenToRead(Path.Combine(_installation.Data, VaultFiles.Keys), open.Ring.Epochs);
            var passed = 0;
            keys.ScanLookups((_, version, _) => passed += version == 2 ? 1 : 0);
            return passed;
        }
    }

    [Fact]
    public async Task A_restored_keys_db_of_a_destroyed_index_key_is_made_good_at_opening()
    {
        var parties = Numbers.Many(500);
        PartyId[] ids;
        Installation backup;
        await using (var open = await _installation.OpenAsync())
        {
            ids = [.. (await open.Vault.ResolveAsync(parties, default)).Select(one => one!.Id)];
            backup = _installation.Copy();
            await open.Vault.RotateIndexAsync(null, default);
        }

        foreach (var file in Directory.GetFiles(_installation.Options.Folder!)) File.Copy(file, Path.Combine(backup.Options.Folder!, Path.GetFileName(file)), true);
        await using var restored = await backup.OpenAsync();
        Assert.Null((await restored.Vault.GetStatusAsync(default)).Index);
        Assert.Equal(ids, await IdsAsync(restored.Vault, parties));
    }

    private static async Task<List<PartyId>> IdsAsync(SqliteVault vault, IEnumerable<Party> parties)
    {
        var ids = new List<PartyId>();
        foreach (var party in parties) ids.Add((await vault.FindAsync(party, default))?.Id ?? default);
        return ids;
    }

    private static async Task ResolveAsync(SqliteVault vault, Dictionary<Party, PartyId> model, Party[] parties)
    {
        var handles = await vault.ResolveAsync(parties, default);
        for (var at = 0; at < parties.Length; at++)
        {
            if (model.TryGetValue(parties[at], out var known)) Assert.Equal(known, handles[at]!.Id);
            else model.Add(parties[at], handles[at]!.Id);
        }
    }
}
