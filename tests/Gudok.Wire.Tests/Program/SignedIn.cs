using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>Signs in at the portal of a running server as a new account does: made at the command line, own password, authenticator.</summary>
internal sealed partial class SignedIn(Installation installation) : DelegatingHandler(new HttpClientHandler { AllowAutoRedirect = false })
{
    private const string Password = "four blue trams ring";
    private static int _accounts;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _isSignedIn;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath != "/metrics") await EnterAsync(request.RequestUri, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task EnterAsync(Uri address, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_isSignedIn) return;
            var name = string.Create(CultureInfo.InvariantCulture, $"tester-{Interlocked.Increment(ref _accounts)}");
            var added = JsonSerializer.Deserialize<JsonElement>((await installation.RunAsync("user", "add", name, "--role", "privacy-officer", "--json")).Sound().Output);
            await PostAsync(address, "/sign-in", new { name, password = added.GetProperty("oneTimePassword").GetString() }, cancellationToken);
            await PostAsync(address, "/sign-in/setup/password", new { password = Password, again = Password }, cancellationToken);
            using var setup = await base.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/sign-in/setup")), cancellationToken);
            var key = Key().Match(await setup.Content.ReadAsStringAsync(cancellationToken)).Groups[1].Value;
            await PostAsync(address, "/sign-in/setup/code", new { code = new Authenticator(key).CodeAt(TimeProvider.System.GetUtcNow()) }, cancellationToken);
            _isSignedIn = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task PostAsync(Uri address, string path, object form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path)) { Content = JsonContent.Create(form, form.GetType()) };
        using var answer = await base.SendAsync(request, cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode}");
    }

    [GeneratedRegex("""class="key">([A-Z2-7 ]+)<""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
