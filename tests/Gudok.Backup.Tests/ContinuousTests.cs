using Gudok.Numbers;
using Gudok.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok.Backup.Tests;

/// <summary>Continuous copying, and erasures that go to the place at once.</summary>
public sealed class ContinuousTests
{

    [Fact]
    public async Task What_is_committed_reaches_the_second_place_without_being_asked_for()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await using (Start(folder))
        {
            for (var batch = 0; batch < 5; batch++)
            {
                await folder.AddAsync(batch * 20, 20);
                var position = folder.Ledger.Position;
                await Eventually.IsSoAsync(async () => await PositionOfAsync(folder) >= position);
            }
        }

        var records = await folder.RecordsAsync();
        await folder.ReopenAsync((await folder.RestoreAsync("last")).Folder);
        Assert.Equal(records, await folder.RecordsAsync());
    }

    [Fact]
    public async Task A_second_place_that_is_away_is_counted_and_caught_up_with()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 50);
        // A file where the folder should be: nothing can be written, as when a mount is gone.
        await File.WriteAllTextAsync(folder.Place, "away");
        await using (var backup = Start(folder))
        {
            await Eventually.IsSoAsync(() => backup.Failures >= 2);
            await folder.AddAsync(50, 50);
            File.Delete(folder.Place);
            await Eventually.IsSoAsync(async () => await PositionOfAsync(folder) >= 100);
        }

        Assert.Empty(ArchiveCheck.Run(folder.Place, folder.Source.Keys, default).Faults);
    }

    [Fact]
    public async Task An_erasure_reaches_the_place_at_once_and_a_place_that_was_away_later()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 10);
        await folder.BackUpAsync();
        var list = Path.Combine(folder.Place, "erased.list");
        await using (Relay(folder))
        {
            await EraseAsync(folder, 3);
            await Eventually.IsSoAsync(() => new FileInfo(list) is { Exists: true, Length: 32 });
        }

        File.Move(list, list + ".kept");
        Directory.CreateDirectory(list);
        await using (var relay = Relay(folder))
        {
            await EraseAsync(folder, 4);
            await Eventually.IsSoAsync(() => relay.Failures > 0);
        }

        Directory.Delete(list);
        File.Move(list + ".kept", list);
        await using (Relay(folder))
        {
            await Eventually.IsSoAsync(() => new FileInfo(list).Length == 64);
        }

        Assert.Equal(2, (await folder.RestoreAsync()).Report.Erased);
    }

    private static ErasureRelay Relay(BackedUpFolder folder) => new(folder.Source, folder.Vault, folder.Place, TimeProvider.System);

    private static async Task EraseAsync(BackedUpFolder folder, int number) =>
        Assert.True(await folder.Vault.EraseAsync((await folder.Vault.FindAsync(BackedUpFolder.NumberOf(number), default))!.Id, default));

    private static ContinuousBackup Start(BackedUpFolder folder)
    {
        (folder.Options.Place, folder.Options.Interval) = (folder.Place, TimeSpan.FromMilliseconds(100));
        return new ContinuousBackup(folder.Source, folder.Options, TimeProvider.System, NullLogger.Instance);
    }

    // How many records the newest whole run has: read as a restore would.
    private static async Task<long> PositionOfAsync(BackedUpFolder folder)
    {
        var target = folder.PathOf("look-" + Guid.NewGuid());
        try
        {
            await new RestoreJob(folder.Place, target).RunAsync(staging => KeySource.Open(folder.KeyOptions, staging), (_, _, _) => Task.CompletedTask, default);
            var rows = 0L;
            foreach (var segment in Directory.GetFiles(Path.Combine(target, "ledger"), "*.db", SearchOption.AllDirectories).Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
            {
                using var file = SqliteFile.OpenToRead(segment);
                var count = file.Prepare("select count(*) from calls");
                if (count.Step()) rows += count.Int64(0);
            }

            return rows;
        }
        catch (Exception early) when (early is BackupException or IOException or UnauthorizedAccessException)
        {
            // A run was let go while it was read, or there is none yet.
            return 0;
        }
        finally
        {
            if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        }
    }
}
