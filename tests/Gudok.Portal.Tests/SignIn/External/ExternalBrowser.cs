using System.Net;

namespace Gudok.Portal.Tests;

/// <summary>A browser that goes to a provider and back, with everything it needs on both sides.</summary>
internal sealed class ExternalBrowser(Visitor visitor)
{
    private static readonly HttpClient Elsewhere = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    public Visitor Visitor => visitor;

    /// <summary>Presses the button of a provider and comes back with the provider's answer, not yet given to the portal.</summary>
    public async Task<Uri> FetchAsync(string provider = "keycloak", string to = "/calls")
    {
        var there = await visitor.GoesOnAsync("/sign-in/external/" + provider, new { to });
        using var answer = await SeekAsync(there);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!;
    }

    /// <summary>Goes to a provider's page.</summary>
    public static Task<HttpResponseMessage> SeekAsync(string there) => Elsewhere.GetAsync(new Uri(there), TestContext.Current.CancellationToken);

    /// <summary>Gives the portal an answer of a provider.</summary>
    public Task<HttpResponseMessage> BringAsync(Uri back) => visitor.GetAsync(back.PathAndQuery);

    /// <summary>All the way.</summary>
    public async Task<HttpResponseMessage> ComeAsync(string provider = "keycloak", string to = "/calls") => await BringAsync(await FetchAsync(provider, to));

    /// <summary>All the way to a refusal, which leaves no session.</summary>
    public async Task<string> RefusedAsync(HttpStatusCode status, string code, string provider = "keycloak") => await RefusedAsync(await FetchAsync(provider), status, code);

    /// <summary>Gives the portal an answer, which it refuses.</summary>
    public async Task<string> RefusedAsync(Uri back, HttpStatusCode status, string code)
    {
        var answer = await BringAsync(back);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((status, true), (answer.StatusCode, page.Contains(code, StringComparison.Ordinal)));
        Assert.Null(visitor.Token);
        return page;
    }
}
