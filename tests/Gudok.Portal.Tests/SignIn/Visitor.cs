using System.Net;
using System.Net.Http.Json;
using Microsoft.Net.Http.Headers;

namespace Gudok.Portal.Tests;

/// <summary>A browser that keeps two cookies: the session's, and that of a sign-in elsewhere.</summary>
internal sealed class Visitor(HttpClient client)
{
    private readonly List<string> _former = [];

    /// <summary>What it shows.</summary>
    public string? Token { get; set; }

    /// <summary>What it keeps while it is at a provider; empty once that was taken away.</summary>
    public string? Kept { get; set; }

    /// <summary>What it calls itself; null for nothing.</summary>
    public string? Device { get; set; }

    /// <summary>What it showed before.</summary>
    public IReadOnlyList<string> Former => _former;

    public Task<HttpResponseMessage> GetAsync(string path, bool isPage = true)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (isPage) request.Headers.Add("Accept", "text/html");
        return SendAsync(request);
    }

    public async Task<string> TextAsync(string path) =>
        await (await GetAsync(path)).EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PostAsync(string path, object form) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(form, form.GetType()) });

    /// <summary>Sends a form that is taken, and tells where the page is led.</summary>
    public async Task<string> GoesOnAsync(string path, object form)
    {
        var answer = await PostAsync(path, form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Assert.Single(answer.Headers.GetValues("HX-Redirect"));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Add("Accept-Language", "ru");
        if (Device is not null) request.Headers.TryAddWithoutValidation("User-Agent", Device);
        string[] shown = [.. Token is null ? [] : new[] { "gudok-session=" + Token }, .. Kept is null ? [] : new[] { "gudok-external=" + Kept }];
        if (shown.Length > 0) request.Headers.Add("Cookie", string.Join("; ", shown));
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        if (!answer.Headers.TryGetValues("Set-Cookie", out var cookies)) return answer;
        foreach (var cookie in cookies.Select(text => SetCookieHeaderValue.Parse(text)))
        {
            if (cookie.Name == "gudok-external") Kept = cookie.Value.ToString();
            if (cookie.Name != "gudok-session") continue;
            if (Token is not null) _former.Add(Token);
            Token = cookie.Value.ToString();
        }

        return answer;
    }
}
