using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

[Trait("Needs", "packages")]
public sealed partial class DemoTests(ITestOutputHelper output)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Demo_shows_calls_beside_a_busy_port_and_goes_on_with_its_data()
    {
        using var installation = await Installation.CreateAsync();
        var port = LoopbackPorts.Find(3).First;
        using var busy = new TcpListener(IPAddress.Loopback, port);
        busy.Start();

        var first = await RunAsync(installation, port, AssertShowsCallsAsync);
        Assert.Contains($"Port {port} is busy", first, StringComparison.Ordinal);
        Assert.Contains("New data folder", first, StringComparison.Ordinal);
        var second = await RunAsync(installation, port, AssertShowsCallsAsync);
        Assert.Contains("Going on with the data", second, StringComparison.Ordinal);
        await installation.VerifyAsync();
    }

    private async Task<string> RunAsync(Installation installation, int port, Func<Uri, Task> look)
    {
        var started = TimeProvider.System.GetTimestamp();
        await using var demo = installation.Start("demo", "--http", $"127.0.0.1:{port}");
        await Eventually.IsSoAsync(() => demo.HasExited || Address().IsMatch(demo.Output), LongestStart);
        output.WriteLine($"address after {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:0} ms");
        Assert.True(!demo.HasExited, demo.Output + demo.Complaints);
        await look(new Uri(Address().Match(demo.Output).Groups[1].Value));
        using var limit = new CancellationTokenSource(LongestStop);
        await demo.SignalAsync("INT");
        Assert.Equal(0, await demo.WaitAsync(limit.Token));
        Assert.Equal("", demo.Complaints);
        return demo.Output;
    }

    private static async Task AssertShowsCallsAsync(Uri portal)
    {
        using var http = new HttpClient { BaseAddress = portal };
        using var click = new StringContent("""{"name":"orlova"}""", Encoding.UTF8, "application/json");
        using var entered = await http.PostAsync("/sign-in/demo", click);
        Assert.Equal(HttpStatusCode.OK, entered.StatusCode);
        var page = await http.GetStringAsync("/calls");
        Assert.InRange(Row().Count(page), 10, 1000);
        var files = StyleOrScript().Matches(page).Select(match => match.Groups[1].Value).Distinct().ToArray();
        Assert.Contains(files, file => file.Contains(".css", StringComparison.Ordinal));
        Assert.Contains(files, file => file.Contains(".js", StringComparison.Ordinal));
        foreach (var file in files) Assert.NotEmpty(await http.GetByteArrayAsync(file));
    }

    [GeneratedRegex(@"The portal is on\s+(http://\S+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex("""<tr[^>]*class="call""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex("""(?:href|src)="(/[^"]+\.(?:css|js)[^"]*)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StyleOrScript();
}
