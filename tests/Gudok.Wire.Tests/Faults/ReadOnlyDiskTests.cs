namespace Gudok.Wire.Tests;

/// <summary>A disk that may only be read under the data folder.</summary>
public sealed class ReadOnlyDiskTests
{
    [Theory]
    [InlineData("")]
    [InlineData("ledger")]
    public async Task Commands_on_a_read_only_disk_say_so_and_leave_everything_whole(string part)
    {
        using var installation = await Installation.CreateAsync();
        await installation.ImportAsync(await installation.SimulateAsync("first.pcap", 200));
        var more = await installation.SimulateAsync("more.pcap", 100);
        await using var mounts = await OwnMounts.CreateAsync();
        installation.Through = mounts.Enter;
        var folder = Path.Combine(installation.Data, part);
        await mounts.MakeReadOnlyAsync(folder);
        foreach (var command in (string[][])[["import", more], ["calls"], ["verify"], ["serve"]])
        {
            var run = await installation.RunAsync(command);
            Assert.Equal(1, run.ExitCode);
            Assert.Matches($"^gudok: GDK-(4007|2109): {folder}[^:]*: [^\n]*disk (may only be read|is writable)[^\n]*\n$", run.Error);
        }

        await mounts.UnmountAsync(folder);
        Assert.Equal(200, (await installation.CallsAsync()).Count);
        Assert.Equal(100, (await installation.ImportAsync(more)).GetProperty("added").GetInt32());
        await installation.VerifyAsync();
    }

    [Fact]
    public async Task Server_whose_disk_becomes_read_only_tells_it_and_records_when_it_can_be_written_again()
    {
        using var installation = await Installation.CreateAsync();
        await using var mounts = await OwnMounts.CreateAsync();
        installation.Through = mounts.Enter;
        await using var server = await RunningServer.StartAsync(installation);
        using var drill = new FaultyServer(installation, server);
        // Before the day has a file: a file that is open for writing holds its disk writable.
        var ledger = Path.Combine(installation.Data, "ledger");
        await mounts.MakeReadOnlyAsync(ledger);
        await drill.SendAsync(20);
        await drill.TellsAsync("GDK-4007: /[^:]*/ledger/[^:]*: Read-only file system .*writable");
        await mounts.UnmountAsync(ledger);
        await drill.GoesOnAsync();
    }
}
