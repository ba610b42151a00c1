using System.Net;

namespace Gudok.Portal.Tests;

/// <summary>Numbers in addresses, where they would stay.</summary>
public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("/calls/79165550101")]
    [InlineData("/api/v1/calls/%2B7%20(916)%20555-01-01")]
    [InlineData("/people?q=8-916-555-01-01")]
    [InlineData("/sign-in?to=/calls/79165550101")]
    [InlineData("/metrics?79165550101")]
    public async Task A_number_in_an_address_is_not_taken_and_not_said_again(string address)
    {
        await using var host = await PortalHost.StartAsync(1);
        using var answer = await host.GetPageAsync(address);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var text = answer.Headers + await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("GDK-6008", text, StringComparison.Ordinal);
        Assert.DoesNotContain("555", text, StringComparison.Ordinal);
        using var other = await host.Stranger.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Theory]
    [InlineData("79165550101", true)]
    [InlineData("+7 916 555-01-01", true)]
    [InlineData("8(916)5550101", true)]
    [InlineData("to=/calls/79165550101", true)]
    [InlineData("1234567", false)]
    [InlineData("2026-11-22", false)]
    [InlineData("01a1fd8c-6900-8b67-8b4e-fff0241072dd", false)]
    [InlineData("01234567-8901-2345-6789-012345678901", false)]
    [InlineData("00a0123456789012345678", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Ids_days_and_entries_are_no_numbers(string? text, bool isNumber) => Assert.Equal(isNumber, AddressGuard.HoldsNumber(text));
}
