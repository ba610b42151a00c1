using System.Globalization;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>Two programs, one sending on to the other what it hears, and both are killed.</summary>
[Trait("Needs", "packages")]
public sealed class RelayTests
{
    private const int Calls = 20;
    private const int MessagesPerCall = 6;

    [Fact]
    public async Task Calls_reach_the_next_collector_though_both_programs_are_killed()
    {
        using var nextInstallation = await Installation.CreateAsync();
        using var installation = await Installation.CreateAsync();
        var ports = LoopbackPorts.Find(2);
        var next = await RunningServer.StartAsync(nextInstallation, ports);
        installation.Set("Hep:Relay:Endpoint", next.Hep.ToString());
        var relay = await RunningServer.StartAsync(installation);
        try
        {
            await SendAsync(relay, "first");
            await HasAsync(nextInstallation, Calls);

            await next.Process.KillAsync();
            await relay.SaysAsync("GDK-5013");
            await SendAsync(relay, "away");
            await Eventually.IsSoAsync(async () => await relay.MetricAsync("gudok_capture_calls_total") == 2 * Calls);
            await Eventually.IsSoAsync(async () => await relay.MetricAsync("gudok_relay_waiting_packets") >= Calls * MessagesPerCall && await relay.MetricAsync("gudok_relay_spooled_bytes") > 0);
            await relay.Process.KillAsync();

            await relay.DisposeAsync();
            await next.DisposeAsync();
            relay = await RunningServer.StartAsync(installation);
            next = await RunningServer.StartAsync(nextInstallation, ports);
            await SendAsync(relay, "again");
            await HasAsync(nextInstallation, 3 * Calls);
            await Eventually.IsSoAsync(async () => (await installation.CallsAsync()).Count == 3 * Calls);
            Assert.Equal(0, await relay.MetricAsync("gudok_capture_dropped_total{place=\"relay\"}"));
            Assert.Equal(await SessionsAsync(installation), await SessionsAsync(nextInstallation));
            await nextInstallation.VerifyAsync();
        }
        finally
        {
            await relay.DisposeAsync();
            await next.DisposeAsync();
        }
    }

    private static async Task SendAsync(RunningServer server, string name)
    {
        using var sender = new HepSender(server.Hep);
        for (var call = 0; call < Calls; call++)
            await sender.SendCallAsync(string.Create(CultureInfo.InvariantCulture, $"{name}-{call}@pbx"), "sip:+74951112233@example.org", "sip:+74997654321@example.org");
    }

    private static Task HasAsync(Installation installation, int calls) => Eventually.IsSoAsync(async () => (await installation.CallsAsync()).Count == calls);

    private static async Task<string[]> SessionsAsync(Installation installation) =>
        [.. (await installation.CallsAsync()).Select(call => call.GetProperty("sessionId").GetString()!).Order(StringComparer.Ordinal)];
}
