namespace Gudok.Wire.Tests;

/// <summary>A stop at which the calls in progress cannot be saved: whoever stops it must be told.</summary>
public sealed class UnsavedStopTests
{
    [Fact]
    public async Task Stop_that_cannot_save_the_calls_in_progress_is_no_success()
    {
        using var installation = await Installation.CreateAsync();
        await using var server = await RunningServer.StartAsync(installation);
        using var drill = new FaultyServer(installation, server);
        await drill.RecordAsync(20);
        var path = Path.Combine(installation.Data, "open.db");
        var aside = installation.PathOf("aside");
        File.Move(path, aside);
        await server.SaysAsync("GDK-5004: calls in progress cannot be written");
        Assert.Equal(1, await server.StopAsync());
        Assert.Matches(
            "gudok: GDK-5004: calls in progress could not be saved before the end; the next start takes them up from the last state saved, [^\n]*\n$", server.Process.Complaints);

        File.Move(aside, path);
        await using var next = await RunningServer.StartAsync(installation);
        Assert.Equal(0, await next.StopAsync());
        Assert.Equal(20, (await installation.CallsAsync()).Count);
        await installation.VerifyAsync();
    }
}
