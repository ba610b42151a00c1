using System.Net;
using Gudok.Access;
using Gudok.Numbers;

namespace Gudok.Portal.Tests;

/// <summary>The number that a provider has verified, and the citizen's account that is linked to it.</summary>
public sealed class ProviderNumberTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_citizens_account_is_linked_to_the_number_from_the_day_on_and_to_the_next_one_in_its_place()
    {
        await using var portal = await OpenAsync();
        Say(portal, "+7 (916) 123-45-67");
        await portal.Browser().ComeAsync();
        var id = Assert.Single(await portal.People.Desk.ListAsync(Stop)).Id;
        Assert.Equal(new OwnNumber(Number("79161234567"), Day), await portal.People.Desk.NumberOfAsync(id, Stop));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        await portal.Browser().ComeAsync();
        Assert.Equal(["linked, from 2026-11-20"], Noted(portal).Select(entry => entry.Detail));
        Say(portal, "+79161234568");
        await portal.Browser().ComeAsync();
        Assert.Equal(new OwnNumber(Number("79161234568"), Day.AddDays(1)), await portal.People.Desk.NumberOfAsync(id, Stop));
        Assert.Equal(["linked, from 2026-11-20", "link ended", "linked, from 2026-11-21"], Noted(portal).Select(entry => entry.Detail));
        Assert.All(Noted(portal), entry => Assert.Equal(("provider:keycloak", "user:" + id), (entry.Actor.Id, Assert.Single(entry.Objects))));
        Assert.DoesNotContain("9161234", string.Join('\n', portal.Noted.Entries.Select(entry => entry.ToString() + entry.Actor)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not verified")]
    [InlineData("a word for it")]
    [InlineData("no word")]
    [InlineData("no country")]
    [InlineData("no number")]
    public async Task What_the_provider_has_not_verified_is_linked_to_nobody_and_ends_what_it_has_said_before(string what)
    {
        await using var portal = await OpenAsync();
        Say(portal, "+79161234567");
        await portal.Browser().ComeAsync();
        var id = Assert.Single(await portal.People.Desk.ListAsync(Stop)).Id;
        Assert.NotNull(await portal.People.Desk.NumberOfAsync(id, Stop));
        var claims = portal.Provider.Claims;
        if (what == "not verified") claims["phone_number_verified"] = false;
        if (what == "a word for it") claims["phone_number_verified"] = "true";
        if (what == "no word") claims.Remove("phone_number_verified");
        if (what == "no country") claims["phone_number"] = "89161234567";
        if (what == "no number") claims.Remove("phone_number");
        await portal.Browser().ComeAsync();
        Assert.Null(await portal.People.Desk.NumberOfAsync(id, Stop));
        Assert.Equal("link ended", Noted(portal).Last().Detail);
        // What the privacy officer has seen is not the provider's to end.
        await portal.People.Desk.LinkNumberAsync(ExternalPortal.Owner, Assert.Single(await portal.People.Desk.ListAsync(Stop)).Name, Number("79161234567"), Day, Stop);
        await portal.Browser().ComeAsync();
        Assert.NotNull(await portal.People.Desk.NumberOfAsync(id, Stop));
    }

    [Fact]
    public async Task A_number_that_somebody_else_has_is_not_taken_over()
    {
        await using var portal = await OpenAsync();
        await portal.People.AddAsync("petrov", Role.Citizen);
        await portal.People.Desk.LinkNumberAsync(ExternalPortal.Owner, "petrov", Number("79161234568"), Day, Stop);
        Say(portal, "+79161234567");
        await portal.Browser().ComeAsync();
        var made = (await portal.People.Desk.ListAsync(Stop)).Single(one => one.Name != "petrov");
        Say(portal, "+79161234568");
        Assert.Equal(HttpStatusCode.Redirect, (await portal.Browser().ComeAsync()).StatusCode);
        // The former one is not that person's any more, the next one somebody else's.
        Assert.Null(await portal.People.Desk.NumberOfAsync(made.Id, Stop));
        Assert.Equal(Number("79161234568"), (await portal.People.Desk.NumberOfAsync((await portal.People.Desk.FindAsync("petrov", Stop)).Id, Stop))!.Number);
        var refused = Noted(portal).Last();
        Assert.Equal((ActOutcome.Refused, "GDK-7063 not linked: the number is linked to another account"), (refused.Outcome, refused.Detail));
    }

    [Fact]
    public async Task Nobody_who_works_here_is_linked_to_a_number_by_a_provider()
    {
        await using var portal = await OpenAsync();
        await portal.LinkAsync("ivanov", Role.Citizen, Role.Operator);
        Say(portal, "+79161234567");
        Assert.Equal(HttpStatusCode.Redirect, (await portal.Browser().ComeAsync()).StatusCode);
        Assert.Null(await portal.People.Desk.NumberOfAsync((await portal.People.Desk.FindAsync("ivanov", Stop)).Id, Stop));
        Assert.Empty(Noted(portal));
    }

    [Fact]
    public async Task Without_the_setting_nothing_is_linked()
    {
        await using var portal = await OpenAsync("");
        Say(portal, "+79161234567");
        await portal.Browser().ComeAsync();
        Assert.False(Assert.Single(await portal.People.Desk.ListAsync(Stop)).HasNumber);
    }

    [Fact]
    public void Settings_for_the_other_kind_of_provider_are_told()
    {
        var options = new SignInOptions();
        options.Providers.Add(new ProviderOptions { Id = "one", ClientId = "x", ClientSecretFile = "x", Issuer = "https://one.example", ContactsAddress = "https://one.example/{oid}" });
        options.Providers.Add(new ProviderOptions { Id = "two", ClientId = "x", Kind = ProviderKind.Esia, NumberClaim = "phone_number", ContactsAddress = "http://two.example/{oid}" });
        var said = options.Validate().ToArray();
        Assert.Contains("Access:SignIn:Providers:0:ContactsAddress: with ESIA only; see NumberClaim", said);
        Assert.Contains("Access:SignIn:Providers:1:NumberClaim: ESIA has no such claim; see ContactsAddress", said);
        Assert.Contains(said, line => line.StartsWith("Access:SignIn:Providers:1:ContactsAddress: an https address", StringComparison.Ordinal));
    }

    private static IEnumerable<JournalEntry> Noted(ExternalPortal portal) => portal.Noted.Entries.Where(entry => entry.Act == "user.number" && entry.Actor.Kind == ActorKind.System);

    private static void Say(ExternalPortal portal, string number) => (portal.Provider.Claims["phone_number"], portal.Provider.Claims["phone_number_verified"]) = (number, true);

    private static PhoneNumber Number(string digits) => PhoneNumber.TryCreate(PartyKind.E164, digits, out var number) ? number : throw new InvalidOperationException();

    private static Task<ExternalPortal> OpenAsync(string claim = "phone_number") => ExternalPortal.StartAsync((one, _) =>
    {
        one.MakesAccounts = true;
        one.NewAccountRoles.Add("citizen");
        one.NumberClaim = claim;
    });
}
