using System.Globalization;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>A system clock that is set back, by an hour and by days.</summary>
[Trait("Needs", "packages")]
public sealed class ClockSetBackTests
{
    private const int CallsEach = 10;

    [Fact]
    public async Task Server_whose_clock_is_set_back_warns_and_keeps_days_and_heads_right()
    {
        using var installation = await Installation.CreateAsync();
        var clock = installation.PathOf("clock");
        await SetAsync(clock, "+0");
        installation.Through =
        [
            "/usr/bin/env", $"FAKETIME_TIMESTAMP_FILE={clock}", "FAKETIME_CACHE_DURATION=1", "FAKETIME_DONT_FAKE_MONOTONIC=1", $"LD_PRELOAD={FakedClock.Library}",
        ];
        var started = Instant.Now(TimeProvider.System);
        await using (var server = await RunningServer.StartAsync(installation))
        {
            using var drill = new FaultyServer(installation, server);
            await drill.RecordAsync(CallsEach);
            Assert.DoesNotContain("GDK-9007", server.Process.Output, StringComparison.Ordinal);
            await SetAsync(clock, "-1h");
            await server.SaysAsync("GDK-9007: the clock was set back by 1 h");
            await drill.RecordAsync(CallsEach);
            await SetAsync(clock, "-3d");
            await server.SaysAsync("GDK-9007: the clock was set back by 2 d 23 h");
            await drill.RecordAsync(CallsEach);
            Assert.Equal(2, await server.MetricAsync("gudok_clock_set_back_total"));
            Assert.Equal(0, await server.StopAsync());
        }

        await SetAsync(clock, "+0");
        await using (var server = await RunningServer.StartAsync(installation))
        {
            using (var drill = new FaultyServer(installation, server, firstCall: 3 * CallsEach))
            {
                // A call that has not ended gives no record, and so no head at this time.
                await drill.SendAsync(1);
                await drill.AllHaveEndedAsync();
            }

            Assert.Equal(0, await server.StopAsync());
        }

        await SetAsync(clock, "-3d");
        await using (var server = await RunningServer.StartAsync(installation))
        {
            await server.SaysAsync("GDK-9007: the clock stands ");
            Assert.Equal(0, await server.StopAsync());
        }

        var import = (await installation.RunAsync("import", KamailioRecording.Path)).Sound();
        Assert.StartsWith("gudok: GDK-9007: the clock stands ", import.Error, StringComparison.Ordinal);
        installation.Through = [];
        await installation.VerifyAsync();
        await AssertDaysAsync(installation, started);
    }

    // What the HEP packets tell is more than five minutes off: arrival stands for it, by the clock as it was then.
    private static async Task AssertDaysAsync(Installation installation, Instant started)
    {
        var times = (await installation.CallsAsync()).Where(call => call.GetProperty("sessionId").GetString()!.StartsWith("drill-", StringComparison.Ordinal))
            .Select(call => Instant.From(call.GetProperty("startedAt").GetDateTimeOffset())).ToList();
        Assert.Equal(3 * CallsEach + 1, times.Count);
        foreach (var (back, count) in new[] { (TimeSpan.Zero, CallsEach + 1), (TimeSpan.FromHours(1), CallsEach), (TimeSpan.FromDays(3), CallsEach) })
        {
            Assert.Equal(count, times.Count(time => (time - (started - back)).Duration() < TimeSpan.FromMinutes(10)));
            Assert.Contains((started - back).UtcDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), installation.Days());
        }
    }

    // In one step: a file that is read while it is written would be a clock of its own.
    private static async Task SetAsync(string clock, string offset)
    {
        await File.WriteAllTextAsync(clock + ".new", offset);
        File.Move(clock + ".new", clock, overwrite: true);
    }
}
