using System.Text.Json;

namespace Gudok.Access;

/// <summary>Exchanges the code that a browser brought for an ID token (OpenID Connect Core §3.1.3). What else comes with it is not kept; the access token is used at once, if at all.</summary>
internal static class ExternalCodes
{
    private const int MaxErrorLength = 40;

    /// <summary>What is asked for, in one line.</summary>
    public static string ScopesOf(ProviderOptions provider) => string.Join(' ', provider.Scopes.Prepend("openid").Distinct(StringComparer.Ordinal));

    /// <summary>Exchanges a code.</summary>
    /// <exception cref="AccessException">GDK-7051: there was no answer, or none that can be read. GDK-7054: the provider does not take the code.</exception>
    public static async Task<(string IdToken, string? AccessToken)> ExchangeAsync(
        HttpClient client, ProviderOptions provider, ProviderMetadata metadata, IClientProof proof, string code, PendingSignIn pending, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = pending.RedirectUri,
            ["client_id"] = provider.ClientId,
            ["code_verifier"] = pending.Verifier,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, metadata.TokenAddress);
        proof.AddToExchange(request, form, metadata);
        request.Content = new FormUrlEncodedContent(form);
        request.Headers.Accept.ParseAdd("application/json");
        try
        {
            using var answer = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            using var said = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            if (answer.IsSuccessStatusCode) return (Text(said, "id_token") ?? throw new AccessException(AccessFaults.ProviderRefused, "no ID token came with the answer"), Text(said, "access_token"));
            throw new AccessException(AccessFaults.ProviderRefused, "it does not take the code: " + WordOf(Text(said, "error")));
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && fault is HttpRequestException or IOException or JsonException or OperationCanceledException)
        {
            throw new AccessException(AccessFaults.ProviderUnreachable, $"provider {provider.Id}: {metadata.TokenAddress} does not answer as a token server does ({fault.GetType().Name})");
        }
    }

    /// <summary>The word of an error (RFC 6749 §4.1.2.1), and nothing that could be something else.</summary>
    public static string WordOf(string? error) =>
        error is { Length: > 0 and <= MaxErrorLength } && error.All(letter => char.IsAsciiLetterLower(letter) || letter == '_') ? error : "an error without a known word";

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
