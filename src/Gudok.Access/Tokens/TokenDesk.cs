using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access;

/// <summary>Gives tokens to programs and says what a token opens: OAuth 2.0 client credentials (RFC 6749 §4.4) with <c>private_key_jwt</c> (RFC 7523) or a
/// certificate (RFC 8705), tokens as JWT (RFC 9068). No shared secrets, no refresh tokens. Thread-safe.</summary>
public sealed class TokenDesk : IDisposable
{
    private const string AccessTokenType = "at+jwt";
    private const string ClientCredentials = "client_credentials";
    private const string Assertions = "assertion";
    private const string Tokens = "token";
    private const string Confirmation = "cnf";
    private const string Thumbprint = "x5t#S256";
    private const int JtiOctets = 16;

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly PeopleDesk _people;
    private readonly TokenOptions _options;
    private readonly TimeProvider _clock;
    private readonly SigningKeys _keys;
    private readonly AddressLimit _refusals;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="people">The people of the installation, beside whom programs are kept.</param>
    /// <param name="options">How long tokens and keys hold.</param>
    /// <param name="clock">The clock.</param>
    public TokenDesk(PeopleDesk people, TokenOptions options, TimeProvider clock)
    {
        _people = people;
        _options = options;
        _clock = clock;
        _keys = new SigningKeys(people, options, clock);
        _refusals = new AddressLimit(options.RefusalsPerAddress, options.RefusalsWithin, clock);
    }

    /// <summary>Who a token of a server of this name is for.</summary>
    public static string AudienceOf(string issuer) => issuer + "/api/v1";

    /// <summary>The public keys that tokens are checked with, as a JWK set.</summary>
    public ValueTask<string> KeysAsync(CancellationToken cancellationToken) => _keys.JsonAsync(cancellationToken);

    /// <summary>Answers a program that asks for a token. Given or refused, it is journaled before.</summary>
    public async Task<TokenAnswer> IssueAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.GrantType != ClientCredentials)
            return await RefuseAsync(request, null, new("unsupported_grant_type", "only client_credentials is granted here"), cancellationToken).ConfigureAwait(false);
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var client = await RecogniseAsync(work.Database, request, cancellationToken).ConfigureAwait(false);
        if (client is null) return await RefuseAsync(request, null, new("invalid_client", "no such program, or not its key or certificate, or the assertion was used, is too old or is for another server"), cancellationToken).ConfigureAwait(false);
        if (client.BlockedAt is not null) return await RefuseAsync(request, client, new("invalid_client", "the program is blocked"), cancellationToken).ConfigureAwait(false);
        if (!ClientNetworks.Hold(client.Networks, request.Address)) return await RefuseAsync(request, client, new("invalid_client", "the program may not come from this address"), cancellationToken).ConfigureAwait(false);
        var allowed = ClientDesk.Words(client.Scopes);
        var wanted = string.IsNullOrWhiteSpace(request.Scope) ? allowed : request.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Except(allowed, StringComparer.Ordinal).Any()) return await RefuseAsync(request, client, new("invalid_scope", "the program may not have all of these scopes"), cancellationToken).ConfigureAwait(false);
        return await GrantAsync(work.Database, request, client, string.Join(' ', wanted), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says what a token opens. A refusal is journaled, up to so many of a network.</summary>
    /// <param name="shown">The token, and how it was shown.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    public async Task<TokenVerdict> CheckAsync(ShownToken shown, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shown);
        var (opened, wrong) = await JudgeAsync(shown, cancellationToken).ConfigureAwait(false);
        if (wrong is not null) return await RefuseAsync(opened?.Subject, shown.Address, wrong, cancellationToken).ConfigureAwait(false);
        var actor = ActorOf(opened!.Subject, shown.Address) with
        {
            HasSecondFactor = true,
            Session = opened.Id,
            Scopes = opened.TryGetPayloadValue<string>("scope", out var scope) ? scope.Split(' ') : [],
        };
        return new TokenVerdict.Accepted(actor, new DateTimeOffset(opened.ValidTo, TimeSpan.Zero));
    }

    /// <summary>Whether a token still opens what it opened; nothing is noted, as nothing is asked for.</summary>
    public async Task<bool> HoldsAsync(ShownToken shown, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shown);
        return await JudgeAsync(shown, cancellationToken).ConfigureAwait(false) is (_, null);
    }

    /// <summary>Takes a token back at the wish of the program that holds it (RFC 7009): what is no token of that program changes nothing.</summary>
    /// <returns>False if the program did not show who it is.</returns>
    public async Task<bool> RevokeAsync(TokenRequest request, string? token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (await RecogniseAsync(work.Database, request, cancellationToken).ConfigureAwait(false) is not { } client) return false;
        if (token is null || await OpenAsync(token, request.Issuer, cancellationToken).ConfigureAwait(false) is not { } opened || opened.Subject != client.Id) return true;
        var entry = Entry(ActorOf(client.Id, request.Address), "token.revoke", ActOutcome.Done, null);
        await _people.DoAsync(
            entry, () => SpentTokens.TrySpendAsync(work.Database, Tokens, client.Id, opened.Id, opened.ValidTo, _clock.GetUtcNow(), cancellationToken), cancellationToken).ConfigureAwait(false);
        _people.Touch();
        return true;
    }

    /// <summary>Lets a new key sign tokens; those that were given before open nothing any more.</summary>
    public async Task ReplaceKeyAsync(Actor actor, string reason, CancellationToken cancellationToken)
    {
        await _people.DoAsync(Entry(actor, "token.key", ActOutcome.Done, null) with { Reason = reason }, () => _keys.ReplaceAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        _people.Touch();
    }

    /// <inheritdoc />
    public void Dispose() => _keys.Dispose();

    /// <summary>The program that a request shows itself to be; null if it does not.</summary>
    private async Task<ClientProgram?> RecogniseAsync(AccessDb database, TokenRequest request, CancellationToken cancellationToken)
    {
        var claimed = request.Assertion is null ? request.ClientId : AssertionCheck.ClaimedBy(request.Assertion);
        if (claimed is null || (request.ClientId is { } named && named != claimed)) return null;
        var client = await database.FindAsync<ClientProgram>([claimed], cancellationToken).ConfigureAwait(false);
        if (client is null) return null;
        var now = _clock.GetUtcNow();
        if (request.Assertion is not { } assertion)
            return request.Certificate is { } certificate && ClientCertificates.Hold(client.Certificates, certificate, now) ? client : null;
        if (request.AssertionType != AssertionCheck.Type || client.Keys is null) return null;
        if (await AssertionCheck.CheckAsync(assertion, client, request.Issuer, _options, now).ConfigureAwait(false) is not { } statement) return null;
        var isNew = await SpentTokens.TrySpendAsync(
            database, Assertions, client.Id, statement.Id, statement.EndsAt + _options.ClockSkew, now, cancellationToken).ConfigureAwait(false);
        return isNew ? client : null;
    }

    private async Task<TokenAnswer> GrantAsync(AccessDb database, TokenRequest request, ClientProgram client, string scope, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var jti = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(JtiOctets));
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = client.Id,
            ["client_id"] = client.Id,
            ["jti"] = jti,
            ["scope"] = scope,
            [KeyMark.Claim] = KeyMark.Of(client),
        };
        // Whoever shows a certificate gets a token that nobody else can use.
        if (request.Certificate is { } certificate)
            claims[Confirmation] = new Dictionary<string, object>(StringComparer.Ordinal) { [Thumbprint] = ClientCertificates.Thumbprint(certificate) };
        await NoteAsync(ActorOf(client.Id, request.Address) with { Session = jti }, "token.issue", ActOutcome.Done, $"scope: {scope}", cancellationToken).ConfigureAwait(false);
        var key = await _keys.SigningAsync(cancellationToken).ConfigureAwait(false);
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = AccessTokenType,
            Issuer = request.Issuer,
            Audience = AudienceOf(request.Issuer),
            IssuedAt = now.UtcDateTime,
            Expires = (now + _options.Lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        });
        client.LastTokenAt = now;
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return new TokenAnswer.Granted(token, _options.Lifetime, scope);
    }

    /// <summary>What a token is, and what is wrong with it; null for nothing.</summary>
    private async Task<(JsonWebToken? Opened, string? Wrong)> JudgeAsync(ShownToken shown, CancellationToken cancellationToken)
    {
        if (await OpenAsync(shown.Token, shown.Issuer, cancellationToken).ConfigureAwait(false) is not { } opened) return (null, "the token is forged, over, or for another server");
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var client = await work.Database.FindAsync<ClientProgram>([opened.Subject], cancellationToken).ConfigureAwait(false);
        var wrong = client is null || client.BlockedAt is not null ? "the program is blocked"
            : !ClientNetworks.Hold(client.Networks, shown.Address) ? "the program may not come from this address"
            : !opened.TryGetPayloadValue<string>(KeyMark.Claim, out var keys) || keys != KeyMark.Of(client) ? "the keys of the program were exchanged since"
            : !IsShownBy(opened, shown.Certificate) ? "the token is bound to another certificate"
            : await SpentTokens.IsSpentAsync(work.Database, Tokens, opened.Subject, opened.Id, cancellationToken).ConfigureAwait(false) ? "the token was revoked"
            : null;
        return (opened, wrong);
    }

    /// <summary>A token that this server gave and that is not over; null if it is none.</summary>
    private async Task<JsonWebToken?> OpenAsync(string token, string issuer, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [AccessTokenType],
            IssuerSigningKeys = await _keys.ShownAsync(cancellationToken).ConfigureAwait(false),
            ValidIssuer = issuer,
            ValidAudience = AudienceOf(issuer),
            LifetimeValidator = (_, expires, _, _) => expires > now,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
        }).ConfigureAwait(false);
        return result.IsValid && result.SecurityToken is JsonWebToken { Id.Length: > 0, Subject.Length: > 0 } opened ? opened : null;
    }

    private static bool IsShownBy(JsonWebToken token, X509Certificate2? certificate)
    {
        if (!token.TryGetPayloadValue<System.Text.Json.JsonElement>(Confirmation, out var bound)) return true;
        return certificate is not null && bound.TryGetProperty(Thumbprint, out var wanted) && wanted.GetString() == ClientCertificates.Thumbprint(certificate);
    }

    private async Task<TokenAnswer> RefuseAsync(TokenRequest request, ClientProgram? client, TokenAnswer.Refused refusal, CancellationToken cancellationToken)
    {
        var claimed = client?.Id ?? request.ClientId ?? AssertionCheck.ClaimedBy(request.Assertion);
        await NoteAsync(ActorOf(claimed, request.Address), "token.issue", ActOutcome.Refused, $"{refusal.Error}: {refusal.Description}", cancellationToken).ConfigureAwait(false);
        return refusal;
    }

    // Strangers can show as many as they like: the journal has the first ones of a network, and that more are turned away.
    private async Task<TokenVerdict> RefuseAsync(string? client, IPAddress? address, string why, CancellationToken cancellationToken)
    {
        var many = _refusals.Take(address?.ToString());
        if (many is null or { IsFirst: true })
            await NoteAsync(ActorOf(client, address), "token.use", ActOutcome.Refused, many is null ? why : "slow down", cancellationToken).ConfigureAwait(false);
        if (many is null) return new TokenVerdict.Refused(why);
        SignInMeter.Slowed.Add(1, new KeyValuePair<string, object?>("what", "token"));
        return new TokenVerdict.Slow(many.Value.After);
    }

    private async ValueTask NoteAsync(Actor actor, string act, ActOutcome outcome, string? detail, CancellationToken cancellationToken)
    {
        if (_people.Journal is { } journal) await journal.WriteAsync(Entry(actor, act, outcome, detail), cancellationToken).ConfigureAwait(false);
    }

    private static JournalEntry Entry(Actor actor, string act, ActOutcome outcome, string? detail) => new() { Actor = actor, Act = act, Outcome = outcome, Detail = detail };

    /// <summary>A program; what it only claims to be is not repeated unless it could be one.</summary>
    private static Actor ActorOf(string? client, IPAddress? address)
    {
        var id = client is not null && AccountName.TryRead(client, out var read) ? read : "unknown";
        return new Actor { Kind = ActorKind.Client, Id = id, Name = id, Roles = [Role.ServiceClient], Address = address?.ToString() };
    }
}
