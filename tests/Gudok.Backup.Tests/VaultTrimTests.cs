using Gudok.Numbers;

namespace Gudok.Backup.Tests;

public sealed class VaultTrimTests
{
    [Fact]
    public async Task Keys_of_a_great_import_that_ran_beside_the_backup_are_cut_to_the_parties_that_are_there()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 100);
        await folder.ReopenAsync(folder.Data);
        var restored = Directory.CreateDirectory(folder.PathOf("restored")).FullName;
        foreach (var name in new[] { VaultFiles.Vault, KeySource.InstallationFile }) Copy(name);
        // More than a kill can leave between the two files: the vault would refuse them.
        await folder.Vault.ResolveAsync([.. Enumerable.Range(1_000, 67_000).Select(BackedUpFolder.NumberOf)], default);
        await folder.ReopenAsync(folder.Data);
        Copy(VaultFiles.Keys);

        VaultTrim.CutKeys(restored);
        await folder.ReopenAsync(restored);
        Assert.Equal(100, folder.Vault.State.Living);
        Assert.NotNull(await folder.Vault.FindAsync(BackedUpFolder.NumberOf(99), default));

        void Copy(string name)
        {
            foreach (var ending in new[] { "", "-wal" })
                if (File.Exists(Path.Combine(folder.Data, name + ending))) File.Copy(Path.Combine(folder.Data, name + ending), Path.Combine(restored, name + ending));
        }
    }
}
