using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access.Tests;

/// <summary>What a token opens, and for whom.</summary>
public sealed class TokenCheckTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_makes_an_actor_that_may_what_the_token_names_and_no_more()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        var token = await programs.TokenAsync(TestPrograms.Ask(programs.Assert()) with { Scope = "calls.search" });
        var actor = Assert.IsType<TokenVerdict.Accepted>(await programs.CheckAsync(token)).Actor;
        Assert.Equal((ActorKind.Client, "crm", true), (actor.Kind, actor.Id, actor.Has(Role.ServiceClient)));
        var policy = PolicyFile.Read(PolicyFile.Starting(), PolicyFile.Name, programs.People.Clock);
        Assert.IsType<Decision.Granted>(policy.Decide(actor, Act.CallsSearch, new ActContext()));
        Assert.Equal(Refusal.NotInToken, Assert.IsType<Decision.Refused>(policy.Decide(actor, Act.CallRead, new ActContext())).Reason);
    }

    [Fact]
    public async Task Token_is_over_after_its_time()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        var token = await programs.TokenAsync();
        programs.People.Clock.Advance(programs.Options.Lifetime - TimeSpan.FromSeconds(1));
        Assert.IsType<TokenVerdict.Accepted>(await programs.CheckAsync(token));
        programs.People.Clock.Advance(TimeSpan.FromSeconds(2));
        await RefusesAsync(programs, token);
    }

    [Fact]
    public async Task Token_that_was_got_by_a_key_opens_nothing_once_the_key_was_exchanged()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        var token = await programs.TokenAsync();
        await programs.Clients.ChangeKeysAsync(TestPeople.Owner, "crm", TestPrograms.PublicJwk(programs.Key), [], Stop);
        Assert.IsType<TokenVerdict.Accepted>(await programs.CheckAsync(token));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await programs.Clients.ChangeKeysAsync(TestPeople.Owner, "crm", TestPrograms.PublicJwk(other), [], Stop);
        await RefusesAsync(programs, token);
    }

    [Fact]
    public async Task Forged_and_changed_tokens_and_those_of_another_server_open_nothing()
    {
        await using var programs = new TestPrograms();
        await using var other = new TestPrograms();
        await programs.AddAsync();
        await other.AddAsync();
        var token = await programs.TokenAsync();
        await RefusesAsync(programs, await other.TokenAsync());
        await RefusesAsync(programs, token, "https://other.example.org");
        var parts = token.Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("calls.search", "number.reveal", StringComparison.Ordinal);
        await RefusesAsync(programs, $"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}");
        await RefusesAsync(programs, $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""")}.{parts[1]}.");
        await RefusesAsync(programs, "x");
        await RefusesAsync(programs, "");
    }

    [Fact]
    public async Task Assertion_of_a_program_is_no_token()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        await RefusesAsync(programs, programs.Assert(audience: TokenDesk.AudienceOf(TestPrograms.Issuer)));
    }

    [Fact]
    public async Task Token_that_a_certificate_was_shown_for_opens_only_with_that_certificate()
    {
        await using var programs = new TestPrograms();
        var now = programs.People.Clock.GetUtcNow();
        using var own = TestPrograms.MakeCertificate("crm", now.AddDays(-1), now.AddDays(1));
        using var strange = TestPrograms.MakeCertificate("crm", now.AddDays(-1), now.AddDays(1));
        await programs.Clients.AddAsync(TestPeople.Owner, new NewClient("crm", ["call.read"]) { Certificates = [own.RawData] }, Stop);
        var request = TestPrograms.Ask() with { ClientId = "crm", Certificate = own };
        var token = await programs.TokenAsync(request);
        Assert.IsType<TokenVerdict.Accepted>(await programs.CheckAsync(token, own));
        Assert.IsType<TokenVerdict.Refused>(await programs.CheckAsync(token, strange));
        Assert.IsType<TokenVerdict.Refused>(await programs.CheckAsync(token));
        Assert.IsType<TokenAnswer.Refused>(await programs.Tokens.IssueAsync(request with { Certificate = strange }, Stop));
        Assert.IsType<TokenAnswer.Refused>(await programs.Tokens.IssueAsync(request with { Certificate = null }, Stop));
        programs.People.Clock.Advance(TimeSpan.FromDays(2));
        Assert.IsType<TokenAnswer.Refused>(await programs.Tokens.IssueAsync(request, Stop));
    }

    [Fact]
    public async Task Token_of_a_signed_statement_over_mutual_TLS_is_bound_too()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        var now = programs.People.Clock.GetUtcNow();
        using var shown = TestPrograms.MakeCertificate("any", now.AddDays(-1), now.AddDays(1));
        var token = await programs.TokenAsync(TestPrograms.Ask(programs.Assert()) with { Certificate = shown });
        Assert.IsType<TokenVerdict.Accepted>(await programs.CheckAsync(token, shown));
        Assert.IsType<TokenVerdict.Refused>(await programs.CheckAsync(token));
    }

    [Fact]
    public async Task Revoked_token_opens_nothing_and_only_its_own_program_revokes_it()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        await programs.AddAsync("other");
        var token = await programs.TokenAsync();
        Assert.True(await programs.Tokens.RevokeAsync(TestPrograms.Ask(programs.Assert("other")), token, Stop));
        Assert.IsType<TokenVerdict.Accepted>(await programs.CheckAsync(token));
        Assert.False(await programs.Tokens.RevokeAsync(TestPrograms.Ask(), token, Stop));
        Assert.True(await programs.Tokens.RevokeAsync(TestPrograms.Ask(programs.Assert()), token, Stop));
        await RefusesAsync(programs, token);
    }

    [Fact]
    public async Task Next_key_is_shown_before_it_signs_and_the_former_as_long_as_its_tokens_live()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        var first = KeyOf(await programs.TokenAsync());
        programs.People.Clock.Advance(programs.Options.KeyPeriod - TimeSpan.FromMinutes(5));
        var last = await programs.TokenAsync();
        Assert.Equal(first, KeyOf(last));
        Assert.Equal(2, (await KeysAsync(programs)).Count);
        programs.People.Clock.Advance(TimeSpan.FromMinutes(6));
        var next = KeyOf(await programs.TokenAsync());
        Assert.NotEqual(first, next);
        Assert.IsType<TokenVerdict.Accepted>(await programs.CheckAsync(last));
        programs.People.Clock.Advance(TimeSpan.FromHours(1));
        Assert.DoesNotContain(first, await KeysAsync(programs));
        Assert.Contains(next, await KeysAsync(programs));
    }

    [Fact]
    public async Task Server_that_slept_over_several_periods_signs_with_a_key_that_it_shows()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        await programs.TokenAsync();
        programs.People.Clock.Advance(3 * programs.Options.KeyPeriod);
        Assert.Contains(KeyOf(await programs.TokenAsync()), await KeysAsync(programs));
    }

    [Fact]
    public async Task Replaced_key_takes_all_its_tokens_with_it()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        var token = await programs.TokenAsync();
        await programs.Tokens.ReplaceKeyAsync(TestPeople.Owner, "the key may have been seen", Stop);
        await RefusesAsync(programs, token);
        Assert.IsType<TokenVerdict.Accepted>(await programs.CheckAsync(await programs.TokenAsync()));
    }

    private static string KeyOf(string token) => new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).Kid;

    private static async Task<List<string>> KeysAsync(TestPrograms programs)
    {
        var json = await programs.Tokens.KeysAsync(Stop);
        Assert.DoesNotContain("\"d\"", json, StringComparison.Ordinal);
        return [.. JsonWebKeySet.Create(json).Keys.Select(key => key.Kid)];
    }

    private static async Task RefusesAsync(TestPrograms programs, string token, string issuer = TestPrograms.Issuer)
    {
        Assert.IsType<TokenVerdict.Refused>(await programs.CheckAsync(token, issuer: issuer));
        Assert.Equal(("token.use", ActOutcome.Refused), (programs.Journal[^1].Act, programs.Journal[^1].Outcome));
    }

    [Fact]
    public async Task Tokens_that_open_nothing_do_not_fill_the_journal_and_keep_no_good_one_out()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        var token = await programs.TokenAsync();
        var former = programs.Journal.Count;
        var verdicts = new List<TokenVerdict>();
        for (var shown = 0; shown < 500; shown++) verdicts.Add(await programs.CheckAsync($"{token}{shown}"));
        Assert.Equal(programs.Options.RefusalsPerAddress, verdicts.Count(verdict => verdict is TokenVerdict.Refused));
        Assert.Equal(500 - programs.Options.RefusalsPerAddress, verdicts.Count(verdict => verdict is TokenVerdict.Slow { After.Ticks: > 0 }));
        Assert.Equal(programs.Options.RefusalsPerAddress + 1, programs.Journal.Count - former);
        Assert.Equal(("token.use", ActOutcome.Refused, "slow down"), (programs.Journal[^1].Act, programs.Journal[^1].Outcome, programs.Journal[^1].Detail));
        Assert.IsType<TokenVerdict.Accepted>(await programs.CheckAsync(token));
        programs.People.Clock.Advance(programs.Options.RefusalsWithin);
        Assert.IsType<TokenVerdict.Refused>(await programs.CheckAsync("x"));
    }

    [Fact]
    public async Task Token_for_another_audience_opens_nothing_although_its_signature_is_right()
    {
        await using var programs = new TestPrograms();
        await programs.AddAsync();
        using var keys = new SigningKeys(programs.People.Desk, programs.Options, programs.People.Clock);
        var key = await keys.SigningAsync(TestContext.Current.CancellationToken);
        var mark = new JsonWebToken(await programs.TokenAsync()).GetPayloadValue<string>("gudok_keys");
        foreach (var audience in new[] { TokenDesk.AudienceOf(TestPrograms.Issuer), TestPrograms.Issuer, "https://other.example.org/api/v1" })
        {
            var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
            {
                TokenType = "at+jwt",
                Issuer = TestPrograms.Issuer,
                Audience = audience,
                Expires = programs.People.Clock.GetUtcNow().AddMinutes(1).UtcDateTime,
                Claims = new Dictionary<string, object> { ["sub"] = "crm", ["jti"] = "1", ["scope"] = "calls.search", ["gudok_keys"] = mark },
                SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
            });
            if (audience == TokenDesk.AudienceOf(TestPrograms.Issuer)) Assert.IsType<TokenVerdict.Accepted>(await programs.CheckAsync(token));
            else await RefusesAsync(programs, token);
        }
    }

    [Fact]
    public async Task Keys_are_opened_once_and_one_signs_though_the_clock_was_set_back()
    {
        await using var programs = new TestPrograms();
        using var keys = new SigningKeys(programs.People.Desk, programs.Options, programs.People.Clock);
        var stop = TestContext.Current.CancellationToken;
        var first = await keys.SigningAsync(stop);
        programs.People.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Same(first, await keys.SigningAsync(stop));
        programs.People.Clock.Advance(TimeSpan.FromDays(-3));
        Assert.Same(first, await keys.SigningAsync(stop));
    }
}
