using Gudok.Testing;

namespace Gudok.Wire.Tests;

[Trait("Needs", "packages")]
public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_of_a_running_server_please_promtool()
    {
        WireTools.SkipUnlessInstalled(WireTools.Promtool);
        var cancellationToken = TestContext.Current.CancellationToken;
        using var installation = await Installation.CreateAsync();
        await using var server = await RunningServer.StartAsync(installation);
        using (var sender = new HepSender(server.Hep)) await sender.SendCallAsync("one-call", "sip:+74951112233@example.org", "sip:+74997654321@example.org");
        await Eventually.IsSoAsync(async () => await server.MetricAsync("gudok_capture_calls_total") == 1);

        var text = await server.Http.GetStringAsync("metrics", cancellationToken);
        var file = installation.PathOf("metrics.txt");
        await File.WriteAllTextAsync(file, text, cancellationToken);

        // Its check ends with another code than 0 for anything that it would do otherwise.
        await ForeignProcess.RunAsync("sh", installation.PathOf(""), ["-c", $"promtool check metrics < {file}"], cancellationToken);
        Assert.Equal(6, await server.MetricAsync("gudok_capture_sip_messages_total"));
    }
}
