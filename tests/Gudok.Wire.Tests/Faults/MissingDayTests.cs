namespace Gudok.Wire.Tests;

/// <summary>A file or a whole folder of a day that is no longer there.</summary>
public sealed class MissingDayTests
{
    [Theory]
    [InlineData("ledger/DAY/000.db")]
    [InlineData("ledger/DAY")]
    public async Task Commands_name_a_day_that_is_missing_until_it_is_put_back(string place)
    {
        using var installation = await Installation.CreateAsync();
        await installation.ImportAsync(await installation.SimulateAsync("first.pcap", 200));
        var more = await installation.SimulateAsync("more.pcap", 100);
        var day = installation.Days().Single();
        var path = Path.Combine(installation.Data, place.Replace("DAY", day, StringComparison.Ordinal));
        var aside = installation.PathOf("aside");
        Directory.Move(path, aside);
        foreach (var command in (string[][])[["import", more], ["calls"], ["verify"], ["serve"]])
        {
            var run = await installation.RunAsync(command);
            Assert.Equal(1, run.ExitCode);
            Assert.Matches($"^gudok: GDK-4006: Segment {day}/000 of the ledger is missing. Restore its files from a backup;[^\n]*\n$", run.Error);
        }

        Directory.Move(aside, path);
        Assert.Equal(100, (await installation.ImportAsync(more)).GetProperty("added").GetInt32());
        Assert.Equal(300, (await installation.CallsAsync()).Count);
        await installation.VerifyAsync();
    }

    [Theory]
    [InlineData("ledger/DAY/000.db", "GDK-4006: /[^:]*/000.db was moved or deleted")]
    [InlineData("ledger/DAY", "GDK-4006: /[^:]*/messages.db was moved or deleted")]
    [InlineData("vault.db", "GDK-2109: /[^:]*/vault.db: it was moved or deleted")]
    [InlineData("keys.db", "GDK-2109: /[^:]*/keys.db: it was moved or deleted")]
    public async Task Server_whose_file_was_taken_away_acknowledges_nothing_until_it_is_back(string place, string told)
    {
        using var installation = await Installation.CreateAsync();
        await using var server = await RunningServer.StartAsync(installation);
        using var drill = new FaultyServer(installation, server);
        await drill.RecordAsync(20);
        var path = Path.Combine(installation.Data, place.Replace("DAY", installation.Days().Single(), StringComparison.Ordinal));
        var aside = installation.PathOf("aside");
        Directory.Move(path, aside);
        await drill.SendAsync(20);
        await drill.TellsAsync(told);
        Assert.True(await drill.OutstandingAsync() > 0);
        Directory.Move(aside, path);
        await drill.GoesOnAsync();
    }
}
