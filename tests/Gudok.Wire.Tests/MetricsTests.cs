using System.Text.RegularExpressions;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

[Trait("Needs", "packages")]
public sealed partial class MetricsTests
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

    [Fact]
    public async Task Alerts_do_what_their_own_tests_say()
    {
        WireTools.SkipUnlessInstalled(WireTools.Promtool);
        var cancellationToken = TestContext.Current.CancellationToken;
        await ForeignProcess.RunAsync(WireTools.Promtool, RulesFolder, ["check", "rules", "gudok.rules.yml"], cancellationToken);
        await ForeignProcess.RunAsync(WireTools.Promtool, RulesFolder, ["test", "rules", "gudok.rules.test.yml"], cancellationToken);
    }

    [Fact]
    public async Task Every_metric_that_an_alert_asks_for_is_one_that_a_server_tells()
    {
        WireTools.SkipUnlessInstalled(WireTools.Promtool);
        var cancellationToken = TestContext.Current.CancellationToken;
        using var installation = await Installation.CreateAsync();
        await using var server = await RunningServer.StartAsync(installation);
        using (var sender = new HepSender(server.Hep)) await sender.SendCallAsync("one-call", "sip:+74951112233@example.org", "sip:+74997654321@example.org");
        await Eventually.IsSoAsync(async () => await server.MetricAsync("gudok_capture_calls_total") == 1);
        var told = await server.Http.GetStringAsync("metrics", cancellationToken);
        var rules = await File.ReadAllTextAsync(Path.Combine(RulesFolder, "gudok.rules.yml"), cancellationToken);
        var asked = MetricName().Matches(rules).Select(match => match.Value).Distinct().ToArray();
        Assert.True(asked.Length > 8, string.Join(' ', asked));
        Assert.All(asked, name => Assert.Contains(name, told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prometheus_scrapes_a_run_and_alerts_for_a_source_whose_clock_is_wrong()
    {
        WireTools.SkipUnlessInstalled(WireTools.Prometheus);
        var cancellationToken = TestContext.Current.CancellationToken;
        using var installation = await Installation.CreateAsync();
        await using var server = await RunningServer.StartAsync(installation);
        await using var prometheus = await PrometheusServer.StartAsync(installation.PathOf(""), server.Portal, Path.Combine(RulesFolder, "gudok.rules.yml"), cancellationToken);
        using var sender = new HepSender(server.Hep) { ClockOffset = TimeSpan.FromSeconds(-30) };
        await Eventually.IsSoAsync(async () =>
        {
            await sender.SendCallAsync("a-call", "sip:+74951112233@example.org", "sip:+74997654321@example.org");
            return (await prometheus.AlertsAsync()).Contains("GudokSourceClock");
        });
        Assert.InRange(await prometheus.QueryAsync("""gudok_source_clock_offset_seconds{source="hep:9"}""") ?? 0, 29.9, 40);
        Assert.InRange(await prometheus.QueryAsync("""gudok_source_packets_total{source="hep:9"}""") ?? 0, 6, double.MaxValue);
        await Eventually.IsSoAsync(async () => await prometheus.QueryAsync("""rate(gudok_source_packets_total{source="hep:9"}[30s])""") is not null);
        Assert.Equal(1, await prometheus.QueryAsync("up"));
        Assert.DoesNotContain("GudokLoss", await prometheus.AlertsAsync());
    }

    [GeneratedRegex(@"\bgudok_[a-z_]+")]
    private static partial Regex MetricName();

    private static string RulesFolder => RepositoryFolder.PathOf("deploy", "prometheus");
}
