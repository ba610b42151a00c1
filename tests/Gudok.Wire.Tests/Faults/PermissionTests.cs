using System.Runtime.Versioning;

namespace Gudok.Wire.Tests;

/// <summary>Files and folders that the user who runs Gudok may not read or write.</summary>
[SupportedOSPlatform("linux")]
public sealed class PermissionTests
{
    private const UnixFileMode Nothing = UnixFileMode.None;
    private const UnixFileMode Reading = UnixFileMode.UserRead;
    private const UnixFileMode Looking = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    // Root passes over permissions by a right that a process can lay down.
    private static readonly string[] WithoutOverride =
    [
        "/usr/bin/unshare", "--user", "--map-root-user",
        "/usr/bin/setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search",
    ];

    [Theory]
    [InlineData("", Looking)]
    [InlineData("installation", Nothing)]
    [InlineData("vault.db", Reading)]
    [InlineData("vault.db", Nothing)]
    [InlineData("keys.db", Reading)]
    [InlineData("keys.db", Nothing)]
    [InlineData("heads.db", Reading)]
    [InlineData("erased.list", Nothing)]
    [InlineData("ledger", Looking)]
    [InlineData("ledger", Nothing)]
    [InlineData("ledger/held.db", Reading)]
    [InlineData("ledger/latest.db", Nothing)]
    [InlineData("ledger/parties/000001.run", Nothing)]
    [InlineData("ledger/DAY", Looking)]
    [InlineData("ledger/DAY", Nothing)]
    [InlineData("ledger/DAY/000.idx", Nothing)]
    [InlineData("ledger/DAY/messages.db", Reading)]
    public async Task A_wrong_permission_is_one_line_and_no_harm(string place, UnixFileMode mode)
    {
        using var installation = await Installation.CreateAsync();
        await installation.ImportAsync(await installation.SimulateAsync("first.pcap", 200));
        var more = await installation.SimulateAsync("more.pcap", 100);
        installation.Through = WithoutOverride;
        var path = Path.Combine(installation.Data, place.Replace("DAY", installation.Days().Single(), StringComparison.Ordinal));
        var before = File.GetUnixFileMode(path);
        File.SetUnixFileMode(path, mode);
        var run = await installation.RunAsync("import", more);
        File.SetUnixFileMode(path, before);

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("^gudok: GDK-[0-9]{4}: [^\n]*(right|may write|may read)[^\n]*\n$", run.Error);
        Assert.Contains(path, run.Error, StringComparison.Ordinal);
        await installation.VerifyAsync();
        Assert.Equal(100, (await installation.ImportAsync(more)).GetProperty("added").GetInt32());
        await installation.VerifyAsync();
        Assert.Equal(300, (await installation.CallsAsync()).Count);
    }

    [Fact]
    public async Task Server_that_may_not_write_its_ledger_tells_it_and_records_when_it_may_again()
    {
        using var installation = await Installation.CreateAsync();
        installation.Through = WithoutOverride;
        await using var server = await RunningServer.StartAsync(installation);
        using var drill = new FaultyServer(installation, server);
        var ledger = Path.Combine(installation.Data, "ledger");
        var before = File.GetUnixFileMode(ledger);
        File.SetUnixFileMode(ledger, Looking);
        await drill.SendAsync(20);
        await drill.TellsAsync($"GDK-4007: {ledger}/.* denied.* this user may write in the folder");
        File.SetUnixFileMode(ledger, before);
        await drill.GoesOnAsync();
    }
}
