using System.Net.Http.Headers;
using System.Text;

namespace Gudok.Access;

/// <summary>A secret that this portal and the provider share (RFC 6749 §2.3.1).</summary>
internal sealed class SecretProof(string clientId, string secret) : IClientProof
{
    public void AddToAuthorize(IDictionary<string, string> query)
    {
        // A secret does not go through a browser.
    }

    public void AddToExchange(HttpRequestMessage request, IDictionary<string, string> form, ProviderMetadata metadata)
    {
        if (metadata.TakesSecretInForm)
        {
            form["client_secret"] = secret;
            return;
        }

        var pair = Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
    }
}
