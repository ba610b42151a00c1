using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gudok.Access.Tests;

/// <summary>Who comes by a token.</summary>
public sealed class TokenIssueTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Program_that_signs_with_its_key_gets_a_token_of_its_scopes()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        var answer = Assert.IsType<TokenAnswer.Granted>(await programs.Tokens.IssueAsync(TestPrograms.Ask(programs.Assert()), Stop));
        Assert.Equal("calls.search call.read", answer.Scope);
        var token = new JsonWebToken(answer.Token);
        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal("crm", token.Subject);
        Assert.Equal(TestPrograms.Issuer + "/api/v1", Assert.Single(token.Audiences));
        Assert.Equal(programs.Options.Lifetime, token.ValidTo - token.IssuedAt);
        var entry = programs.Journal[^1];
        Assert.Equal(("token.issue", ActOutcome.Done, "crm"), (entry.Act, entry.Outcome, entry.Actor.Id));
    }

    [Fact]
    public async Task Token_can_be_asked_for_with_fewer_scopes_and_never_with_more()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        var fewer = await programs.Tokens.IssueAsync(TestPrograms.Ask(programs.Assert()) with { Scope = "call.read" }, Stop);
        Assert.Equal("call.read", Assert.IsType<TokenAnswer.Granted>(fewer).Scope);
        await RefusesAsync(programs, TestPrograms.Ask(programs.Assert()) with { Scope = "call.read number.reveal" }, "invalid_scope");
    }

    [Fact]
    public async Task Assertion_is_taken_once()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        var assertion = programs.Assert();
        await programs.TokenAsync(TestPrograms.Ask(assertion));
        await RefusesAsync(programs, TestPrograms.Ask(assertion), "invalid_client");
        using var another = new TokenDesk(programs.People.Desk, programs.Options, programs.People.Clock);
        Assert.IsType<TokenAnswer.Refused>(await another.IssueAsync(TestPrograms.Ask(assertion), Stop));
    }

    [Fact]
    public async Task Assertion_of_another_key_for_another_server_over_or_of_two_names_is_refused()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        using var strange = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await RefusesAsync(programs, TestPrograms.Ask(programs.Assert(key: strange)), "invalid_client");
        await RefusesAsync(programs, TestPrograms.Ask(programs.Assert(audience: "https://other.example.org/oauth/token")), "invalid_client");
        await RefusesAsync(programs, TestPrograms.Ask(programs.Assert(endsIn: -TimeSpan.FromMinutes(2))), "invalid_client");
        await RefusesAsync(programs, TestPrograms.Ask(programs.Assert(endsIn: TimeSpan.FromHours(1))), "invalid_client");
        await RefusesAsync(programs, TestPrograms.Ask(programs.Assert(subject: "other")), "invalid_client");
        await RefusesAsync(programs, TestPrograms.Ask(programs.Assert()) with { ClientId = "other" }, "invalid_client");
        await RefusesAsync(programs, TestPrograms.Ask(Unsigned(programs.Assert())), "invalid_client");
        await RefusesAsync(programs, TestPrograms.Ask("not.a.token"), "invalid_client");
    }

    [Fact]
    public async Task Nothing_but_client_credentials_is_granted_so_that_there_is_no_refresh_token_to_steal()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        foreach (var grant in new[] { "refresh_token", "password", "authorization_code", null })
            await RefusesAsync(programs, TestPrograms.Ask(programs.Assert()) with { GrantType = grant }, "unsupported_grant_type");
    }

    [Fact]
    public async Task Program_comes_only_from_its_addresses()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync("crm", "10.1.0.0/16");
        var token = await programs.TokenAsync();
        var elsewhere = System.Net.IPAddress.Parse("192.0.2.1");
        await RefusesAsync(programs, TestPrograms.Ask(programs.Assert()) with { Address = elsewhere }, "invalid_client");
        Assert.IsType<TokenVerdict.Refused>(await programs.CheckAsync(token, address: elsewhere));
        Assert.IsType<TokenVerdict.Accepted>(await programs.CheckAsync(token, address: System.Net.IPAddress.Parse("::ffff:10.1.9.9")));
    }

    [Fact]
    public async Task Blocked_program_gets_no_token_and_those_it_has_open_nothing_at_once()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        var token = await programs.TokenAsync();
        Assert.IsType<TokenVerdict.Accepted>(await programs.CheckAsync(token));
        await programs.Clients.BlockAsync(TestPeople.Owner, "crm", "the contract ended", Stop);
        Assert.IsType<TokenVerdict.Refused>(await programs.CheckAsync(token));
        await RefusesAsync(programs, TestPrograms.Ask(programs.Assert()), "invalid_client");
        await programs.Clients.UnblockAsync(TestPeople.Owner, "crm", Stop);
        Assert.IsType<TokenVerdict.Accepted>(await programs.CheckAsync(token));
    }

    [Fact]
    public async Task Private_and_shared_and_weak_keys_are_not_registered()
    {
        await using var programs = new TestPrograms();
        using var weak = RSA.Create(1024);
        var modulus = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(weak.ExportParameters(false).Modulus);
        foreach (var keys in new[] { """{"kty":"oct","k":"c2VjcmV0c2VjcmV0c2VjcmV0"}""", $$"""{"kty":"RSA","n":"{{modulus}}","e":"AQAB"}""", """{"keys":[]}""", "{", "[]" })
        {
            var fault = await Assert.ThrowsAsync<AccessException>(() => programs.Clients.AddAsync(TestPeople.Owner, new NewClient("crm", ["call.read"]) { Keys = keys }, Stop));
            Assert.Equal(AccessFaults.ClientWrong, fault.Code);
        }

        var secret = programs.Key.ExportParameters(true);
        var withSecret = JsonSerializer.Serialize(new
        {
            kty = "EC",
            crv = "P-256",
            x = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(secret.Q.X),
            y = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(secret.Q.Y),
            d = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(secret.D),
        });
        await Assert.ThrowsAsync<AccessException>(() => programs.Clients.AddAsync(TestPeople.Owner, new NewClient("crm", ["call.read"]) { Keys = withSecret }, Stop));
        Assert.Empty(await programs.Clients.ListAsync(Stop));
    }

    [Fact]
    public async Task Nothing_is_granted_that_cannot_be_journaled()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        programs.People.Journal.IsBroken = true;
        await Assert.ThrowsAsync<AccessException>(() => programs.Tokens.IssueAsync(TestPrograms.Ask(programs.Assert()), Stop));
    }

    private static async Task RefusesAsync(TestPrograms programs, TokenRequest request, string error)
    {
        var before = programs.Journal.Count;
        Assert.Equal(error, Assert.IsType<TokenAnswer.Refused>(await programs.Tokens.IssueAsync(request, Stop)).Error);
        Assert.Equal(("token.issue", ActOutcome.Refused), (programs.Journal[^1].Act, programs.Journal[^1].Outcome));
        Assert.Equal(before + 1, programs.Journal.Count);
    }

    /// <summary>The same claims under <c>alg: none</c>.</summary>
    private static string Unsigned(string token) =>
        Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode("""{"alg":"none"}""") + "." + token.Split('.')[1] + ".";
}
