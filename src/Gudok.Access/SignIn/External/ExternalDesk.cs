using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gudok.Access;

/// <summary>Signs people in by their accounts at other systems: OpenID Connect, authorization code with PKCE. Every return is journaled as
/// <c>signin.external</c> with the provider's id, and nothing that the provider says of a person.</summary>
/// <remarks>Thread-safe. Nothing is fetched before somebody signs in by a provider.</remarks>
public sealed class ExternalDesk : IDisposable
{
    private const int MaxAnswerOctets = 256 * 1024;
    private const int MaxCode = 4 * 1024;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private readonly SignInDesk _desk;
    private readonly PeopleDesk _people;
    private readonly HttpClient _client;
    private readonly AddressLimit _returns;
    private readonly Dictionary<string, Provider> _providers;

    /// <summary>Reads keys and secrets of the providers in the settings.</summary>
    /// <exception cref="AccessException">GDK-7058: one of them cannot be read.</exception>
    public ExternalDesk(SignInDesk desk)
    {
        ArgumentNullException.ThrowIfNull(desk);
        (_desk, _people) = (desk, desk.People);
        _returns = new AddressLimit(_people.Options.AttemptsPerAddress, _people.Options.LockoutFor, _people.Clock);
        // No redirects: a token server that sends elsewhere would be sent the code.
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = AnswerWithin,
            MaxResponseContentBufferSize = MaxAnswerOctets,
        };
        _providers = _people.Options.Providers.ToDictionary(one => one.Id, Open, StringComparer.Ordinal);
    }

    /// <summary>The providers, as the settings name them.</summary>
    public IReadOnlyList<ProviderOptions> Providers => [.. _people.Options.Providers];

    /// <summary>Begins to sign in by a provider.</summary>
    /// <param name="provider">The provider's id.</param>
    /// <param name="redirectUri">Where the answer is to come, exactly as registered there.</param>
    /// <param name="to">The page to go to then.</param>
    /// <param name="isAnew">Whether the person has to show there anew who it is (<c>max_age</c>), instead of being let in by a session that it keeps. ESIA is not asked: it does not know it.</param>
    /// <param name="place">From where.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <exception cref="AccessException">GDK-7050, GDK-7051, GDK-7052.</exception>
    public async Task<ExternalStart> BeginAsync(string provider, string redirectUri, string to, bool isAnew, SignInPlace place, CancellationToken cancellationToken)
    {
        var one = Find(provider);
        var metadata = await MetadataAsync(one, place, cancellationToken).ConfigureAwait(false);
        int? maxAge = isAnew && one.Options.Kind == ProviderKind.Oidc ? (int)_people.Options.FreshFor.TotalSeconds : null;
        var pending = PendingSignIn.Create(one.Options.Id, redirectUri, to, maxAge, _people.Clock.GetUtcNow());
        var query = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = one.Options.ClientId,
            ["redirect_uri"] = redirectUri,
            ["scope"] = ExternalCodes.ScopesOf(one.Options),
            ["state"] = pending.State,
            ["nonce"] = pending.Nonce,
            ["code_challenge"] = pending.Challenge,
            ["code_challenge_method"] = "S256",
        };
        if (one.Options.AcrValues.Length > 0) query["acr_values"] = one.Options.AcrValues;
        if (maxAge is { } seconds) query["max_age"] = seconds.ToString(CultureInfo.InvariantCulture);
        one.Proof.AddToAuthorize(query);
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        return new ExternalStart(WithQuery(metadata.AuthorizeAddress, query), pending.Seal(work.Database.Seal));
    }

    /// <summary>Takes what somebody brings back from a provider.</summary>
    /// <param name="provider">The provider whose address it came to.</param>
    /// <param name="back">What was brought.</param>
    /// <param name="kept">What the browser kept; null if nothing.</param>
    /// <param name="place">From where.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <exception cref="AccessException">GDK-7201: the journal could not be written.</exception>
    public async Task<ExternalAnswer> CompleteAsync(string provider, ExternalReturn back, string? kept, SignInPlace place, CancellationToken cancellationToken)
    {
        if (!_providers.TryGetValue(provider, out var one)) return new ExternalAnswer.Refused(AccessFaults.NoProvider);
        PendingSignIn pending;
        try
        {
            pending = await TakeAsync(one, back, kept, cancellationToken).ConfigureAwait(false);
        }
        catch (AccessException over) when (over.Code == AccessFaults.ExternalStepOver)
        {
            return Answer(await _desk.RefuseReturnAsync(provider, $"{over.Code} {over.Message}", place, cancellationToken).ConfigureAwait(false), over.Code);
        }

        // Each costs the provider a request.
        if (_returns.Take(place.Address) is { } many) return Answer(await _desk.SlowExternalAsync(place, many, cancellationToken).ConfigureAwait(false), "");
        try
        {
            var identity = await IdentifyAsync(one, back, pending, cancellationToken).ConfigureAwait(false);
            if (await _desk.EnterExternalAsync(one.Options, identity, place, cancellationToken).ConfigureAwait(false) is not { } step) return new ExternalAnswer.Refused(AccessFaults.NotLetIn);
            _returns.GiveBack(place.Address);
            return new ExternalAnswer.Next(step, pending.To);
        }
        catch (AccessException refused) when (IsOfStep(refused.Code))
        {
            return Answer(await _desk.RefuseExternalAsync(provider, $"{refused.Code} {refused.Message}", place, cancellationToken).ConfigureAwait(false), refused.Code);
        }
    }

    /// <summary>Where somebody who came by a provider signs out there too (OpenID Connect RP-Initiated Logout); null if it announces no such address, or does not answer.</summary>
    /// <param name="provider">The provider's id.</param>
    /// <param name="backTo">The page that it sends back to, exactly as registered there.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public async Task<string?> LogoutAddressAsync(string provider, string backTo, CancellationToken cancellationToken)
    {
        if (!_providers.TryGetValue(provider, out var one)) return null;
        try
        {
            if ((await one.Documents.GetAsync(cancellationToken).ConfigureAwait(false)).LogoutAddress is not { } address) return null;
            return WithQuery(address, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["client_id"] = one.Options.ClientId,
                [one.Options.Kind == ProviderKind.Esia ? "redirect_url" : "post_logout_redirect_uri"] = backTo,
            });
        }
        catch (AccessException fault) when (fault.Code is AccessFaults.ProviderUnreachable or AccessFaults.ProviderNotAsSet)
        {
            // Here the session is over all the same.
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _client.Dispose();
        foreach (var one in _providers.Values) (one.Documents as IDisposable)?.Dispose();
    }

    /// <summary>Where to send somebody. A provider of which that is not known stands in the journal, so that whoever looks after it finds out.</summary>
    private async Task<ProviderMetadata> MetadataAsync(Provider one, SignInPlace place, CancellationToken cancellationToken)
    {
        try
        {
            return await one.Documents.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AccessException fault) when (IsOfStep(fault.Code))
        {
            await _desk.RefuseReturnAsync(one.Options.Id, $"{fault.Code} {fault.Message}", place, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private static ExternalAnswer Answer(SignInAnswer turnedAway, string code) =>
        turnedAway is SignInAnswer.Slow slow ? new ExternalAnswer.Slow(slow.After) : new ExternalAnswer.Refused(code);

    private Provider Find(string id) => _providers.TryGetValue(id, out var one)
        ? one
        : throw new AccessException(AccessFaults.NoProvider, "there is no such provider of sign-in; Access:SignIn:Providers names them");

    /// <summary>The sign-in that this browser has begun, and that ends with this.</summary>
    private async Task<PendingSignIn> TakeAsync(Provider one, ExternalReturn back, string? kept, CancellationToken cancellationToken)
    {
        var now = _people.Clock.GetUtcNow();
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (PendingSignIn.Open(work.Database.Seal, kept, now) is not { } pending) throw Over("this browser has begun none, or it is over");
        if (pending.Provider != one.Options.Id) throw Over("it was begun with another provider");
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(pending.State), Encoding.UTF8.GetBytes(back.State ?? ""))) throw Over("another state came back");
        var isNew = await SpentTokens.TrySpendAsync(work.Database, "external", one.Options.Id, pending.State, now + PendingSignIn.Term, now, cancellationToken).ConfigureAwait(false);
        return isNew ? pending : throw Over("it came back before");
    }

    private async Task<ExternalIdentity> IdentifyAsync(Provider one, ExternalReturn back, PendingSignIn pending, CancellationToken cancellationToken)
    {
        var options = one.Options;
        var metadata = await one.Documents.GetAsync(cancellationToken).ConfigureAwait(false);
        // Whoever names himself has to be who was asked: else the code of one provider is taken to another (RFC 9207 §2.4).
        if (back.Issuer is { } issuer ? issuer != options.Issuer : metadata.NamesItself) throw Over("another provider answers");
        if (back.Error is not null) throw new AccessException(AccessFaults.ProviderRefused, ExternalCodes.WordOf(back.Error));
        if (back.Code is not { Length: > 0 and <= MaxCode } code) throw new AccessException(AccessFaults.ProviderRefused, "no code came back");
        var (text, access) = await ExternalCodes.ExchangeAsync(_client, options, metadata, one.Proof, code, pending, cancellationToken).ConfigureAwait(false);
        var (token, wrong) = await IdTokenCheck.CheckAsync(text, options, metadata.Keys, pending, _people.Clock.GetUtcNow()).ConfigureAwait(false);
        if (wrong == IdTokenCheck.UnknownKey)
        {
            metadata = await one.Documents.RenewAsync(cancellationToken).ConfigureAwait(false);
            (token, wrong) = await IdTokenCheck.CheckAsync(text, options, metadata.Keys, pending, _people.Clock.GetUtcNow()).ConfigureAwait(false);
        }

        if (token is null) throw new AccessException(AccessFaults.IdTokenWrong, $"of the ID token does not hold: {wrong}");
        var identity = ExternalIdentity.Of(token, options);
        return options.ContactsAddress.Length == 0 ? identity : identity with { Mobile = await EsiaContacts.ReadAsync(_client, options, identity.Subject, access, cancellationToken).ConfigureAwait(false) };
    }

    private static bool IsOfStep(string code) => code is AccessFaults.ExternalStepOver or AccessFaults.ProviderRefused or AccessFaults.IdTokenWrong
        or AccessFaults.ProviderUnreachable or AccessFaults.ProviderNotAsSet;

    private static AccessException Over(string what) => new(AccessFaults.ExternalStepOver, what);

    private static string WithQuery(string address, Dictionary<string, string> query) =>
        address + (address.Contains('?', StringComparison.Ordinal) ? '&' : '?') + string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

    private Provider Open(ProviderOptions options) => options.Kind == ProviderKind.Esia
        ? new Provider(options, new EsiaMetadata(options), new EsiaProof(options, _people.Clock))
        : new Provider(options, new ProviderDocuments(options, _client, _people.Clock), options.PrivateKeyFile.Length > 0
            ? new SignedProof(options, _people.Clock)
            : new SecretProof(options.ClientId, SecretFile.Read(options.ClientSecretFile, AccessFaults.ProviderSecretMissing)));

    private sealed record Provider(ProviderOptions Options, IProviderMetadata Documents, IClientProof Proof);
}
