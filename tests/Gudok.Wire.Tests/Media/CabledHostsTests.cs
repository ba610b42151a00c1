using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>Calls between two hosts, heard by the running program at the interface of one of them, which goes and comes again.</summary>
[Trait("Needs", "packages")]
public sealed class CabledHostsTests
{
    private const string Caller = "10.77.3.1", Callee = "10.77.3.2", Interface = "wire0", Port = "5060";
    private const int CallsOfABurst = 40, MessagesOfACall = 6;

    [Fact]
    public async Task Calls_before_and_after_an_interface_went_are_recorded_whether_it_went_down_or_away()
    {
        using var installation = await Installation.CreateAsync();
        await using var network = await OwnNetwork.CreateAsync("caller", "callee");
        await JoinAsync(network);
        installation.Through = network.Enter("callee");
        installation.Set("Interface:Ports:0", Port);
        await using var server = await RunningServer.StartAsync(installation, more: ["--interface", Interface]);
        using var portal = network.OpenHttp("callee", server.Portal);

        // What came just before lies in the ring, in a block that is not full.
        await BurstAsync(network, "first");
        await network.RunAsync("callee", "link", "set", Interface, "down");
        await AssertToldAsync(server, away: 1, back: 0);
        await network.RunAsync("callee", "link", "set", Interface, "up");
        await AssertToldAsync(server, away: 1, back: 1);

        await BurstAsync(network, "second");
        await network.RunAsync("callee", "link", "delete", Interface);
        await AssertToldAsync(server, away: 2, back: 1);
        await JoinAsync(network);
        await AssertToldAsync(server, away: 2, back: 2);

        await BurstAsync(network, "third");
        const int calls = 3 * CallsOfABurst;
        await Eventually.IsSoAsync(async () => RunningServer.Sum(await portal.GetStringAsync("metrics"), "gudok_capture_calls_total") >= calls);
        var metrics = await portal.GetStringAsync("metrics", TestContext.Current.CancellationToken);
        Assert.Equal(
            (calls, calls * MessagesOfACall, 0),
            (RunningServer.Sum(metrics, "gudok_capture_calls_total"), RunningServer.Sum(metrics, $"gudok_source_packets_total{{source=\"interface:{Interface}\""), RunningServer.Sum(metrics, "gudok_capture_dropped_total")));
        await AssertToldAsync(server, away: 2, back: 2);
        Assert.Equal(0, await server.StopAsync());

        var recorded = await installation.CallsAsync();
        Assert.Equal(calls, recorded.Count);
        Assert.All(recorded, call => Assert.Equal(("answered", "caller"), (call.GetProperty("disposition").GetString(), call.GetProperty("endedBy").GetString())));
        await installation.VerifyAsync();
    }

    private static Task JoinAsync(OwnNetwork network) => network.JoinAsync(("caller", "eth0", Caller + "/24"), ("callee", Interface, Callee + "/24"));

    private static async Task AssertToldAsync(RunningServer server, int away, int back)
    {
        await Eventually.IsSoAsync(() => Told(server, $"{Interface} is captured from again") >= back && Told(server, $"nothing can be captured from {Interface}") >= away);
        Assert.Equal((away, back), (Told(server, $"GDK-5022: nothing can be captured from {Interface}"), Told(server, $"{Interface} is captured from again")));
    }

    private static int Told(RunningServer server, string text) => server.Process.Output.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    private static async Task BurstAsync(OwnNetwork network, string name)
    {
        var port = int.Parse(Port, CultureInfo.InvariantCulture);
        using var caller = network.OpenUdp("caller", new IPEndPoint(IPAddress.Parse(Caller), port));
        using var callee = network.OpenUdp("callee", new IPEndPoint(IPAddress.Parse(Callee), port));
        var ladder = new Ladder();
        for (var number = 0; number < CallsOfABurst; number++) ladder.Leg(string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"), "caller", "callee").Talk(number, number + 1, number + 2, number + 10);
        foreach (var step in ladder.InOrder)
        {
            var (from, to) = step.Source == ladder.Host("caller") ? (caller, callee) : (callee, caller);
            await from.SendToAsync(step.Bytes, SocketFlags.None, to.LocalEndPoint!);
        }
    }
}
