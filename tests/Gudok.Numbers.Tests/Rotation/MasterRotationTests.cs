using System.Text;

namespace Gudok.Numbers.Tests;

public sealed class MasterRotationTests : IDisposable
{
    private readonly Installation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task Every_key_that_followed_from_the_old_root_stays_as_it_was()
    {
        await using var open = await _installation.OpenAsync();
        await open.Vault.ResolveAsync(Numbers.Many(300), default);
        var before = KeyPurposes.All.Select(purpose => Convert.ToHexString(open.Ring.Derive(purpose))).ToList();
        await open.Vault.RotateMasterAsync(null, default);
        await open.Vault.RotateMasterAsync(null, default);
        Assert.Equal(before, KeyPurposes.All.Select(purpose => Convert.ToHexString(open.Ring.Derive(purpose))));
        using var again = KeySource.Open(_installation.Options, _installation.Data);
        Assert.Equal(before, KeyPurposes.All.Select(purpose => Convert.ToHexString(again.Derive(purpose))));
    }

    [Fact]
    public async Task Old_root_is_gone_from_all_files_and_opens_nothing()
    {
        await using var open = await _installation.OpenAsync();
        var ids = (await open.Vault.ResolveAsync(Numbers.Many(300), default)).Select(one => one!.Id).ToList();
        var former = _installation.RootText;
        Assert.True(_installation.Holds(Encoding.ASCII.GetBytes(former)));
        await open.Vault.RotateMasterAsync(null, default);
        Assert.False(_installation.Holds(Encoding.ASCII.GetBytes(former)));
        Assert.False(_installation.Holds(Convert.FromBase64String(former)));
        Assert.All(await open.Vault.ReadAsync(ids, default), one => Assert.Equal(PartyStatus.Known, one.Status));
        var stolen = _installation.Copy();
        File.WriteAllText(Directory.GetFiles(stolen.Options.Folder!, "*.key")[0], former);
        Assert.Equal(NumbersFaults.KeySourceWrong, Assert.Throws<VaultException>(() => KeySource.Open(stolen.Options, stolen.Data)).Code);
    }

    [Fact]
    public async Task All_that_is_wrapped_moves_to_an_epoch_of_the_new_root_and_old_epochs_stay_for_backups()
    {
        await using var open = await _installation.OpenAsync();
        await open.Vault.ResolveAsync(Numbers.Many(300), default);
        var day = open.Vault.DayKeys.GetOrCreate(DayPart.OfDefault(new DateOnly(2026, 11, 21))).ToArray();
        var backup = _installation.Copy();
        await open.Vault.RotateMasterAsync(null, default);
        var status = await open.Vault.GetStatusAsync(default);
        Assert.Equal((2, _installation.Clock.Now, null), (status.MasterVersion, status.MasterSince, status.Master));
        Assert.Equal([(1, false, false), (2, true, true)], status.Epochs.Select(one => (one.MasterVersion, one.IsNewest, one.IsUsed)));
        Assert.Equal(day, open.Vault.DayKeys.GetOrCreate(DayPart.OfDefault(new DateOnly(2026, 11, 21))));
        File.Copy(Path.Combine(_installation.Data, "installation"), Path.Combine(backup.Data, "installation"), overwrite: true);
        foreach (var file in Directory.GetFiles(_installation.Options.Folder!)) File.Copy(file, Path.Combine(backup.Options.Folder!, Path.GetFileName(file)), true);
        await using var restored = await backup.OpenAsync();
        Assert.Equal(300, restored.Vault.State.Living);
    }

    [Fact]
    public async Task Weeks_go_on_and_destroy_epochs_of_both_roots()
    {
        await using var open = await _installation.OpenAsync();
        await open.Vault.ResolveAsync(Numbers.Many(300), default);
        await open.Vault.RotateMasterAsync(null, default);
        _installation.Clock.Now += TimeSpan.FromDays(7 * (EpochMover.WeeksKept + 2));
        await open.Vault.MoveToCurrentEpochAsync(default);
        var epoch = Assert.Single((await open.Vault.GetStatusAsync(default)).Epochs);
        Assert.Equal((2, new DateOnly(2026, 12, 21)), (epoch.MasterVersion, epoch.Week));
        Assert.NotNull(await open.Vault.FindAsync(Numbers.Many(1)[0], default));
    }

    [Fact]
    public async Task Kill_at_any_step_leaves_a_vault_that_opens_and_a_rotation_that_ends()
    {
        var copies = new List<Installation>();
        var parties = Numbers.Many(300);
        string former;
        await using (var open = await _installation.OpenAsync())
        {
            await open.Vault.ResolveAsync(parties, default);
            open.Vault.DayKeys.GetOrCreate(DayPart.OfDefault(new DateOnly(2026, 11, 21)));
            former = _installation.RootText;
            open.Vault.RotationStepped = () => copies.Add(_installation.Copy());
            await open.Vault.RotateMasterAsync(null, default);
            open.Vault.RotationStepped = null;
        }

        // Next root, contents written, contents in place, root in place, new epoch twice, pages: at least these.
        Assert.True(copies.Count >= 7, $"{copies.Count} steps");
        var versions = new HashSet<int>();
        foreach (var copy in copies)
        {
            await using var open = await copy.OpenAsync();
            foreach (var party in parties) Assert.NotNull(await open.Vault.FindAsync(party, default));
            var version = (await open.Vault.GetStatusAsync(default)).MasterVersion;
            versions.Add(version);
            Assert.Equal(version == 1, copy.Holds(Encoding.ASCII.GetBytes(former)));
            Assert.Equal(2, Directory.GetFiles(copy.Options.Folder!).Count(path => !path.EndsWith(".new", StringComparison.Ordinal)));
            await open.Vault.RotateMasterAsync(null, default);
            var status = await open.Vault.GetStatusAsync(default);
            Assert.Null(status.Master);
            Assert.True(status.MasterVersion >= 2);
            Assert.False(copy.Holds(Encoding.ASCII.GetBytes(former)));
            Assert.Equal(2, Directory.GetFiles(copy.Options.Folder!).Length);
        }

        Assert.Equal([1, 2], versions.Order());
    }

    [Fact]
    public async Task A_rotation_that_was_cut_short_ends_by_itself_after_opening()
    {
        var parties = Numbers.Many(300);
        await using (var open = await _installation.OpenAsync())
        {
            await open.Vault.ResolveAsync(parties, default);
            await open.Vault.Resumed;
            // As a kill leaves it that comes before any page was moved.
            open.Ring.Safe.RotateRoot(_installation.Clock.Now);
            Assert.NotNull((await open.Vault.GetStatusAsync(default)).Master);
        }

        await using var again = await _installation.OpenAsync();
        await again.Vault.Resumed;
        Assert.Null((await again.Vault.GetStatusAsync(default)).Master);
    }

    [Fact]
    public async Task Root_in_a_variable_moves_to_the_one_that_the_operator_puts_beside_it()
    {
        const string Variable = "GUDOK_KEY_OF_A_ROTATION";
        var options = new KeySourceOptions { Kind = KeySourceKind.Environment, Folder = Path.Combine(_installation.Home, "keys"), Variable = Variable };
        Environment.SetEnvironmentVariable(Variable, Root(7));
        try
        {
            using (var ring = KeySource.OpenOrCreate(options, _installation.Data))
            {
                var fault = Assert.Throws<VaultException>(() => ring.Safe.RotateRoot(_installation.Clock.Now));
                Assert.Equal(NumbersFaults.NoNextRoot, fault.Code);
                Assert.Contains(Variable + "_NEXT", fault.Message, StringComparison.Ordinal);
                Environment.SetEnvironmentVariable(Variable + "_NEXT", Root(7));
                Assert.Throws<VaultException>(() => ring.Safe.RotateRoot(_installation.Clock.Now));
                Environment.SetEnvironmentVariable(Variable + "_NEXT", Root(8));
                ring.Safe.RotateRoot(_installation.Clock.Now);
            }

            // A restart before the operator has moved the new key to its place, and one after.
            KeySource.Open(options, _installation.Data).Dispose();
            Environment.SetEnvironmentVariable(Variable, Root(8));
            Environment.SetEnvironmentVariable(Variable + "_NEXT", null);
            KeySource.Open(options, _installation.Data).Dispose();
            Environment.SetEnvironmentVariable(Variable, Root(7));
            Assert.Throws<VaultException>(() => KeySource.Open(options, _installation.Data));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
            Environment.SetEnvironmentVariable(Variable + "_NEXT", null);
        }

        static string Root(byte octet) => Convert.ToBase64String([.. Enumerable.Repeat(octet, 32)]);
    }
}
