using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>A program of another system, registered at the command line, that comes by tokens with a signature of its own.</summary>
internal static class TokenedProgram
{
    private static int _programs;

    /// <summary>Registers a program and gives a client that shows its token.</summary>
    /// <param name="installation">Whose server it is.</param>
    /// <param name="portal">Where its portal is.</param>
    /// <param name="scope">The act that the program may do.</param>
    public static async Task<HttpClient> EnterAsync(Installation installation, Uri portal, string scope)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = string.Create(CultureInfo.InvariantCulture, $"program-{Interlocked.Increment(ref _programs)}");
        var file = installation.PathOf(id + ".jwks.json");
        await File.WriteAllTextAsync(file, ClientAssertion.PublicKey(key));
        (await installation.RunAsync("client", "add", id, "--scope", scope, "--keys", file)).Sound();
        var client = new HttpClient { BaseAddress = portal };
        using var form = ClientAssertion.Form(key, id, portal.ToString().TrimEnd('/'));
        using var answer = await client.PostAsync(new Uri("/oauth/token", UriKind.Relative), form);
        var given = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", given.GetProperty("access_token").GetString());
        return client;
    }
}
