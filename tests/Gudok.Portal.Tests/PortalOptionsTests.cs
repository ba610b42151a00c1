using Microsoft.Extensions.Options;

namespace Gudok.Portal.Tests;

public sealed class PortalOptionsTests
{
    [Fact]
    public async Task All_faults_are_told_at_start_by_name()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => PortalHost.StartAsync(0, options =>
        {
            options.Zone = "Mars/Olympus";
            options.Language = "fr";
            options.PageSize = 5;
            options.LiveWindow = TimeSpan.Zero;
            options.MaxLineBytes = 10;
        }));
        foreach (var name in new[] { "Zone", "Language", "PageSize", "LiveWindow", "MaxLineBytes" })
            Assert.Contains(fault.Failures, failure => failure.Contains(name, StringComparison.Ordinal));
    }
}
