using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access;

/// <summary>Fetches what a provider says of itself (OpenID Connect Discovery) and its keys, and keeps them for a while. Thread-safe.</summary>
internal sealed class ProviderDocuments(ProviderOptions provider, HttpClient client, TimeProvider clock) : IProviderMetadata, IDisposable
{
    /// <summary>How long they are kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(12);

    /// <summary>How soon they are fetched again because a token is signed with a key that is not among them.</summary>
    public static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(1);

    /// <summary>How long one that did not answer is left alone: else each stranger who asks for it waits for the same.</summary>
    public static readonly TimeSpan LeftAloneFor = TimeSpan.FromSeconds(10);

    /// <summary>How many wait at a time while it is asked.</summary>
    public const int MostWaiting = 20;

    private const string WellKnown = "/.well-known/openid-configuration";
    private const int LeastRsaBits = 2048;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private ProviderMetadata? _known;
    private DateTimeOffset _fetchedAt;
    private AccessException? _failed;
    private DateTimeOffset _failedAt;
    private int _waiting;

    /// <inheritdoc />
    public Task<ProviderMetadata> GetAsync(CancellationToken cancellationToken) => GetAsync(KeptFor, cancellationToken);

    /// <inheritdoc />
    public Task<ProviderMetadata> RenewAsync(CancellationToken cancellationToken) => GetAsync(AgainAfter, cancellationToken);

    public void Dispose() => _gate.Dispose();

    private async Task<ProviderMetadata> GetAsync(TimeSpan oldest, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_known is not null && clock.GetUtcNow() - _fetchedAt < oldest) return _known;
            if (_failed is not null && clock.GetUtcNow() - _failedAt < LeftAloneFor) throw new AccessException(_failed.Code, _failed.Message);
            _known = Read(await FetchAsync(cancellationToken).ConfigureAwait(false));
            (_fetchedAt, _failed) = (clock.GetUtcNow(), null);
            return _known;
        }
        catch (AccessException failed)
        {
            if (_failed is null || clock.GetUtcNow() - _failedAt >= LeftAloneFor) (_failed, _failedAt) = (failed, clock.GetUtcNow());
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting)
                throw new AccessException(AccessFaults.ProviderUnreachable, $"provider {provider.Id}: it has not answered yet, and {MostWaiting} wait for it already; try again in a moment");
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<OpenIdConnectConfiguration> FetchAsync(CancellationToken cancellationToken)
    {
        var address = provider.Metadata.Length > 0 ? provider.Metadata : provider.Issuer.TrimEnd('/') + WellKnown;
        try
        {
            // What is fetched stands under addresses that were looked at: TLS, or this machine.
            var retriever = new HttpDocumentRetriever(client) { RequireHttps = !new Uri(address).IsLoopback };
            return await OpenIdConnectConfigurationRetriever.GetAsync(address, retriever, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested
            && fault is IOException or HttpRequestException or OperationCanceledException or ArgumentException or InvalidOperationException or JsonException or SecurityTokenException)
        {
            throw new AccessException(AccessFaults.ProviderUnreachable, $"provider {provider.Id}: its metadata or keys cannot be read ({fault.GetType().Name}); see whether {address} answers from this machine");
        }
    }

    private ProviderMetadata Read(OpenIdConnectConfiguration said)
    {
        if (said.Issuer != provider.Issuer) throw NotAsSet("it calls itself otherwise than Issuer says");
        if (!ProviderCheck.IsSafe(said.AuthorizationEndpoint) || !ProviderCheck.IsSafe(said.TokenEndpoint)) throw NotAsSet("an address of it is not one over TLS");
        if (said.CodeChallengeMethodsSupported.Count > 0 && !said.CodeChallengeMethodsSupported.Contains("S256")) throw NotAsSet("it does not take PKCE with S256");
        var keys = said.SigningKeys.Where(key => key is ECDsaSecurityKey || key.KeySize >= LeastRsaBits).ToArray();
        if (keys.Length == 0) throw NotAsSet($"it shows no key, EC or RSA of {LeastRsaBits} bits and more");
        var ways = said.TokenEndpointAuthMethodsSupported;
        return new ProviderMetadata
        {
            AuthorizeAddress = said.AuthorizationEndpoint,
            TokenAddress = said.TokenEndpoint,
            LogoutAddress = ProviderCheck.IsSafe(said.EndSessionEndpoint ?? "") ? said.EndSessionEndpoint : null,
            Keys = keys,
            NamesItself = said.AuthorizationResponseIssParameterSupported,
            TakesSecretInForm = ways.Contains("client_secret_post") && !ways.Contains("client_secret_basic"),
        };
    }

    private AccessException NotAsSet(string what) => new(AccessFaults.ProviderNotAsSet, $"provider {provider.Id}: {what}; see Access:SignIn:Providers");
}
