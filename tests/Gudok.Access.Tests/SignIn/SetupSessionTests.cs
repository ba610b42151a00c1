using Gudok.Testing;

namespace Gudok.Access.Tests;

/// <summary>Who may set up a first second factor, and with which key.</summary>
public sealed class SetupSessionTests : IAsyncDisposable
{
    private readonly TestPeople _people = new();
    private readonly ProviderOptions _provider = new() { Id = "keycloak", Issuer = "https://id.example.org" };
    private readonly SignInDesk _desk;

    public SetupSessionTests()
    {
        _people.Options.Providers.Add(_provider);
        _desk = new SignInDesk(_people.Desk);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task A_key_that_was_shown_to_whoever_had_the_one_time_password_is_nobodys_second_factor_later()
    {
        var stolen = await ChooseAsync((await _people.AddAsync("anna")).Password, "five green boats sail");
        var shown = (await _desk.SetupAsync(stolen, Stop))!.Key;
        var owner = await ChooseAsync((await _people.Desk.ResetPasswordAsync(TestPeople.Owner, "anna", Stop)).Password, Person.Password);
        Assert.NotEqual(shown, (await _desk.SetupAsync(owner, Stop))!.Key);
    }

    [Fact]
    public async Task Whoever_chooses_a_password_while_too_many_are_hashed_is_told_to_wait()
    {
        var token = Person.Next(await _desk.PasswordAsync("anna", (await _people.AddAsync("anna")).Password, Person.Place, Stop), SessionStage.Setup);
        var turns = new HashingTurns();
        var held = new List<IDisposable>();
        while (held.Count < Math.Max(1, Environment.ProcessorCount / 2)) held.Add((await turns.EnterAsync(Stop))!);
        List<Task<SignInAnswer>> choosing = [.. Enumerable.Range(0, 51).Select(_ => _desk.ChoosePasswordAsync(token, "short", Person.Place, Stop))];
        // One of them is turned away while all others wait.
        var first = await Task.WhenAny(choosing);
        Assert.IsType<SignInAnswer.Slow>(await first);
        held.ForEach(one => one.Dispose());
        foreach (var one in choosing.Where(one => one != first)) Assert.Equal(AccessFaults.WeakPassword, (await Assert.ThrowsAsync<AccessException>(() => one)).Code);
    }

    [Fact]
    public async Task One_session_at_a_time_sets_up_a_second_factor()
    {
        var other = await ChooseAsync((await _people.AddAsync("anna")).Password, Person.Password);
        var shown = (await _desk.SetupAsync(other, Stop))!.Key;
        var owner = Person.Next(await _desk.PasswordAsync("anna", Person.Password, Person.Place, Stop), SessionStage.Setup);
        Assert.Null(await _desk.SetupAsync(other, Stop));
        var authenticator = new Authenticator((await _desk.SetupAsync(owner, Stop))!.Key);
        Assert.NotEqual(shown, (await _desk.SetupAsync(owner, Stop))!.Key);
        Person.Next((await _desk.ConfirmAsync(owner, authenticator.CodeAt(_people.Clock.GetUtcNow()), Person.Place, Stop)).Answer, SessionStage.Open);
    }

    [Fact]
    public async Task A_set_up_that_a_provider_opens_is_open_for_its_own_session_and_not_for_whoever_knows_the_password()
    {
        await ChooseAsync((await _people.AddAsync("anna")).Password, Person.Password);
        _people.Clock.Advance(_people.Options.OneTimePasswordFor);
        var owner = Person.Next(await ByProviderAsync(hasSecondFactor: false), SessionStage.Setup);
        Assert.IsType<SignInAnswer.Refused>(await _desk.PasswordAsync("anna", Person.Password, Person.Place, Stop));
        var authenticator = new Authenticator((await _desk.SetupAsync(owner, Stop))!.Key);
        Person.Next((await _desk.ConfirmAsync(owner, authenticator.CodeAt(_people.Clock.GetUtcNow()), Person.Place, Stop)).Answer, SessionStage.Open);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_came_in_by_a_one_time_password_is_out_when_its_owner_comes_by_a_provider(bool hasSecondFactor)
    {
        var access = await _people.AddAsync("anna");
        var thief = Person.Next(await _desk.PasswordAsync("anna", access.Password, Person.Place, Stop), SessionStage.Setup);
        await ByProviderAsync(hasSecondFactor);
        Assert.Null(await _desk.FindAsync(thief, Stop));
        Assert.Null(await _desk.SetupAsync(thief, Stop));
    }

    private async Task<string> ChooseAsync(string oneTime, string own)
    {
        var step = Person.Next(await _desk.PasswordAsync("anna", oneTime, Person.Place, Stop), SessionStage.Setup);
        return Person.Next(await _desk.ChoosePasswordAsync(step, own, Person.Place, Stop), SessionStage.Setup);
    }

    // By the provider, whom nobody asks here: what it would say of the person is given.
    private async Task<SignInAnswer> ByProviderAsync(bool hasSecondFactor)
    {
        // Links end sessions; the tie was there before.
        await using (var work = await _people.Desk.BeginAsync(Stop))
        {
            var account = await work.FindAsync("anna");
            work.Database.Add(AccountLink.Of(account, _provider, AccountLink.KeyOf(work.Database.Seal, _provider, "person-1")));
            await work.Database.SaveChangesAsync(Stop);
        }

        var identity = new ExternalIdentity { Subject = "person-1", Roles = [], HasSecondFactor = hasSecondFactor };
        return (await _desk.EnterExternalAsync(_provider, identity, Person.Place, Stop))!;
    }
}
