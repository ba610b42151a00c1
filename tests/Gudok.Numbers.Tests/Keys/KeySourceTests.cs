namespace Gudok.Numbers.Tests;

public sealed class KeySourceTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("gudok-keys-").FullName;

    private string Data => Path.Combine(_home, "data");

    private string Configuration => Path.Combine(_home, "configuration");

    private KeySourceOptions Options => new() { Folder = Configuration };

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task Keys_made_once_open_the_vault_again()
    {
        var id = await CreateOneAsync(Options);
        using var ring = KeySource.OpenOrCreate(Options, Data);
        await using var vault = await OpenAsync(ring);
        Assert.Equal(PartyStatus.Known, (await vault.ReadAsync([id], default))[0].Status);
    }

    [Fact]
    public async Task Key_files_are_outside_the_data_and_only_their_owner_may_read_them()
    {
        await CreateOneAsync(Options);
        Assert.Equal(2, Directory.GetFiles(Configuration).Length);
        Assert.All(Directory.GetFiles(Configuration), path => Assert.False(PrivateFile.IsOpenToOthers(path)));
        Assert.All(Directory.GetFiles(Data), path => Assert.False(PrivateFile.IsOpenToOthers(path)));
        Assert.False(PrivateFile.IsOpenToOthers(Configuration));
        var key = File.ReadAllText(Directory.GetFiles(Configuration, "*.key")[0]).Trim();
        Assert.Equal(32, Convert.FromBase64String(key).Length);
        Assert.DoesNotContain(VaultFolder.RawFiles(Data), raw => raw.AsSpan().IndexOf(Convert.FromBase64String(key)) >= 0);
    }

    [Theory]
    [InlineData("*.key")]
    [InlineData("*.epochs")]
    public async Task Data_without_its_keys_is_refused_and_no_new_keys_are_made(string absent)
    {
        await CreateOneAsync(Options);
        File.Delete(Directory.GetFiles(Configuration, absent)[0]);
        Refused(NumbersFaults.KeySourceMissing, Options);
        Assert.Empty(Directory.GetFiles(Configuration, absent));
    }

    [Fact]
    public async Task Data_that_lost_the_name_of_its_installation_is_refused()
    {
        await CreateOneAsync(Options);
        File.Delete(Path.Combine(Data, "installation"));
        Refused(NumbersFaults.KeySourceMissing, Options);
    }

    [Fact]
    public async Task Wrong_root_key_is_refused_by_name()
    {
        await CreateOneAsync(Options);
        using var other = KeyRing.CreateEphemeral();
        var fault = await Assert.ThrowsAsync<VaultException>(async () => await OpenAsync(other));
        Assert.Equal(NumbersFaults.KeySourceWrong, fault.Code);
        File.WriteAllText(Directory.GetFiles(Configuration, "*.key")[0], Convert.ToBase64String(new byte[32]));
        Refused(NumbersFaults.KeySourceWrong, Options);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64")]
    public async Task Key_of_another_form_is_refused(string text)
    {
        await CreateOneAsync(Options);
        File.WriteAllText(Directory.GetFiles(Configuration, "*.key")[0], text);
        Refused(NumbersFaults.KeySourceWrong, Options);
    }

    [Fact]
    public async Task Key_file_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        await CreateOneAsync(Options);
        File.SetUnixFileMode(Directory.GetFiles(Configuration, "*.key")[0], UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var message = Refused(NumbersFaults.KeySourceOpen, Options);
        Assert.Contains("chmod 600", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_gives_the_key_and_the_weekly_keys_lie_sealed_beside()
    {
        const string Variable = "GUDOK_KEY_OF_A_TEST";
        var options = new KeySourceOptions { Kind = KeySourceKind.Environment, Folder = Configuration, Variable = Variable };
        Refused(NumbersFaults.KeySourceMissing, options);
        Environment.SetEnvironmentVariable(Variable, Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)]));
        try
        {
            await CreateOneAsync(options);
            using (var again = KeySource.OpenOrCreate(options, Data)) Assert.Single(again.Epochs.Numbers);
            Assert.EndsWith(".epochs", Assert.Single(Directory.GetFiles(Configuration)), StringComparison.Ordinal);
            Environment.SetEnvironmentVariable(Variable, Convert.ToBase64String([.. Enumerable.Repeat((byte)8, 32)]));
            Refused(NumbersFaults.KeySourceWrong, options);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }

        Refused(NumbersFaults.KeySourceMissing, options);
    }

    [Fact]
    public async Task Demo_keeps_its_keys_in_the_data_folder()
    {
        var options = new KeySourceOptions { Kind = KeySourceKind.DataFolder };
        await CreateOneAsync(options);
        using var ring = KeySource.OpenOrCreate(options, Data);
        Assert.True(File.Exists(KeySource.Describe(options, Data)));
        Assert.StartsWith(Data, KeySource.Describe(options, Data), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_was_moved_finds_its_keys()
    {
        await CreateOneAsync(Options);
        var moved = Path.Combine(_home, "moved");
        Directory.Move(Data, moved);
        using var ring = KeySource.Open(Options, moved);
        Assert.Single(ring.Epochs.Numbers);
    }

    [Fact]
    public void Two_folders_have_different_keys()
    {
        using var one = KeySource.OpenOrCreate(Options, Data);
        using var other = KeySource.OpenOrCreate(Options, Path.Combine(_home, "other"));
        Assert.NotEqual(one.Derive(KeyPurpose.Index), other.Derive(KeyPurpose.Index));
    }

    [Fact]
    public void Destroyed_epoch_key_is_gone_from_the_file_and_the_rest_stays()
    {
        using (var ring = KeySource.OpenOrCreate(Options, Data))
        {
            ring.Epochs.Ensure(1);
            ring.Epochs.Ensure(2);
            ring.Epochs.Destroy([1]);
            Assert.Null(ring.Epochs.Find(1));
        }

        using var again = KeySource.Open(Options, Data);
        Assert.Equal([2], again.Epochs.Numbers);
    }

    [Fact]
    public void A_wiped_key_cannot_be_used()
    {
        var key = SecretKey.CreateRandom();
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Bytes.ToArray());
    }

    private string Refused(string code, KeySourceOptions options)
    {
        var fault = Assert.Throws<VaultException>(() => KeySource.OpenOrCreate(options, Data));
        Assert.Equal(code, fault.Code);
        Assert.DoesNotContain('\n', fault.Message);
        return fault.Message;
    }

    private async Task<PartyId> CreateOneAsync(KeySourceOptions options)
    {
        using var ring = KeySource.OpenOrCreate(options, Data);
        await using var vault = await OpenAsync(ring);
        return (await vault.ResolveAsync(Numbers.Many(1), default))[0]!.Id;
    }

    private ValueTask<SqliteVault> OpenAsync(KeyRing ring) =>
        SqliteVault.OpenAsync(new VaultOptions { Folder = Data }, ring, TimeProvider.System, default);
}
