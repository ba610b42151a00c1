using System.Globalization;

namespace Gudok.Portal.Tests;

/// <summary>A portal over invented calls, to look at while working on it:
/// <c>GUDOK_DEV_SECONDS=600 Gudok.Portal.Tests -explicit only -method "*DevHost*"</c> serves http://127.0.0.1:8085.</summary>
public sealed class DevHost
{
    [Fact(Explicit = true)]
    public async Task Serve_invented_calls()
    {
        await using var host = await PortalHost.StartAsync(port: 8085);
        var seconds = int.Parse(Environment.GetEnvironmentVariable("GUDOK_DEV_SECONDS") ?? "60", CultureInfo.InvariantCulture);
        for (var second = 1; second <= seconds; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            host.Reader.Publish(InventedCalls.One(-second));
        }
    }
}
