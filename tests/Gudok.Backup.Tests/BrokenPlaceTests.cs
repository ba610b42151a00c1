namespace Gudok.Backup.Tests;

/// <summary>What is broken or missing in a backup place is named, and nothing half restored is left behind.</summary>
public sealed class BrokenPlaceTests
{
    [Theory]
    [InlineData("ledger", 0.5)]
    [InlineData("vault", 0.5)]
    [InlineData("keys", 0.5)]
    [InlineData("ledger", 0.0)]
    [InlineData("keys", 1.0)]
    public async Task A_flipped_bit_is_named_by_check_and_restore(string set, double at)
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 300);
        await folder.BackUpAsync();
        var part = Directory.GetFiles(Path.Combine(folder.Place, set), "*.part").MaxBy(file => new FileInfo(file).Length)!;
        Flip(part, at);

        var name = $"{set}/{Path.GetFileName(part)}";
        var check = ArchiveCheck.Run(folder.Place, folder.Source.Keys, default);
        Assert.Contains(name, Assert.Single(check.Faults), StringComparison.Ordinal);
        var fault = await Assert.ThrowsAsync<BackupException>(() => folder.RestoreAsync());
        Assert.Equal(BackupFaults.NothingToRestore, fault.Code);
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(folder.PathOf("."), "restored*"));
    }

    [Fact]
    public async Task A_flipped_bit_in_a_manifest_is_named()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 10);
        await folder.BackUpAsync();
        Flip(Path.Combine(folder.Place, "vault", SetFolder.ManifestName(1)), 0.5);
        Assert.Contains("vault/0000000001.manifest", Assert.Single(ArchiveCheck.Run(folder.Place, folder.Source.Keys, default).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_newest_part_the_run_before_is_restored_and_the_loss_named()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 300);
        await folder.BackUpAsync();
        var before = await folder.RecordsAsync();
        await folder.AddAsync(300, 50);
        await folder.BackUpAsync();
        var newest = Directory.GetFiles(Path.Combine(folder.Place, "ledger"), "0000000002-*.part")[0];
        File.Delete(newest);

        var (restored, report) = await folder.RestoreAsync();
        Assert.Equal(1, report.Run);
        Assert.Contains($"ledger/{Path.GetFileName(newest)} is missing", Assert.Single(report.Passed), StringComparison.Ordinal);
        await folder.ReopenAsync(restored);
        Assert.Equal(before, await folder.RecordsAsync());
        Assert.True((await folder.Ledger.VerifyAsync(null, default)).IsOk);
    }

    [Fact]
    public async Task A_torn_part_is_named_and_the_next_run_copies_it_anew()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 300);
        await folder.BackUpAsync();
        var torn = Directory.GetFiles(Path.Combine(folder.Place, "vault"), "*.part").MaxBy(file => new FileInfo(file).Length)!;
        using (var file = File.OpenWrite(torn)) file.SetLength(file.Length / 2);
        Assert.Contains("cut short", Assert.Single(ArchiveCheck.Run(folder.Place, folder.Source.Keys, default).Faults), StringComparison.Ordinal);

        await folder.AddAsync(300, 10);
        var report = await folder.BackUpAsync();
        Assert.Contains("vault.db is copied anew", Assert.Single(report.Faults), StringComparison.Ordinal);
        Assert.Empty(ArchiveCheck.Run(folder.Place, folder.Source.Keys, default).Faults);
        var (restored, _) = await folder.RestoreAsync();
        await folder.ReopenAsync(restored);
        Assert.Equal(310, folder.Vault.State.Living);
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_left_as_it_is()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 10);
        await folder.BackUpAsync();
        Directory.CreateDirectory(folder.PathOf("restored"));
        await File.WriteAllTextAsync(folder.PathOf("restored/letter"), "mine");
        Assert.Equal(BackupFaults.FolderNotEmpty, (await Assert.ThrowsAsync<BackupException>(() => folder.RestoreAsync())).Code);
        Assert.Equal(["letter"], Directory.GetFiles(folder.PathOf("restored")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Archives_put_in_place_of_each_other_are_noticed()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 10);
        await folder.BackUpAsync();
        var (vault, ledger) = (Path.Combine(folder.Place, "vault", SetFolder.ManifestName(1)), Path.Combine(folder.Place, "ledger", SetFolder.ManifestName(1)));
        File.Copy(vault, ledger, overwrite: true);
        Assert.Contains("belongs to another archive", Assert.Single(ArchiveCheck.Run(folder.Place, folder.Source.Keys, default).Faults), StringComparison.Ordinal);
    }

    private static void Flip(string path, double at)
    {
        var octets = File.ReadAllBytes(path);
        octets[(int)((octets.Length - 1) * at)] ^= 0x10;
        File.WriteAllBytes(path, octets);
    }
}
