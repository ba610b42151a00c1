namespace Gudok.Access.Tests;

public sealed class SignInDeskTests : IAsyncDisposable
{
    private readonly TestPeople _people = new();
    private readonly SignInDesk _desk;

    public SignInDeskTests() => _desk = new SignInDesk(_people.Desk);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task Only_the_last_step_opens_anything_and_each_step_has_a_new_token()
    {
        var access = await _people.AddAsync("ivanov");
        var first = Person.Next(await _desk.PasswordAsync("ivanov", access.Password, Person.Place, Stop), SessionStage.Setup);
        Assert.False((await _desk.FindAsync(first, Stop))!.Actor.HasSecondFactor);
        var second = Person.Next(await _desk.ChoosePasswordAsync(first, Person.Password, Person.Place, Stop), SessionStage.Setup);
        Assert.NotEqual(first, second);
        Assert.Null(await _desk.FindAsync(first, Stop));
        Assert.NotNull(await _desk.FindAsync(second, Stop));
    }

    [Fact]
    public async Task Second_time_asks_for_password_and_code()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        _people.Clock.Advance(TimeSpan.FromMinutes(1));
        var first = Person.Next(await _desk.PasswordAsync("Ivanov", Person.Password, Person.Place, Stop), SessionStage.SecondFactor);
        var open = Person.Next(await _desk.CodeAsync(first, person.Authenticator.CodeAt(_people.Clock.GetUtcNow()), Person.Place, Stop), SessionStage.Open);
        var somebody = await _desk.FindAsync(open, Stop);
        Assert.Equal((SessionStage.Open, "ivanov", true), (somebody!.Stage, somebody.Actor.Name, somebody.Actor.HasSecondFactor));
        Assert.Null(await _desk.FindAsync(first, Stop));
    }

    [Fact]
    public async Task A_first_passkey_is_offered_to_nobody_but_whoever_is_to_set_up_a_second_factor_in_time()
    {
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        Assert.Null(await _desk.OfferFirstPasskeyAsync("made up", Person.Place, context, Stop));
        var access = await _people.AddAsync("ivanov");
        var first = Person.Next(await _desk.PasswordAsync("ivanov", access.Password, Person.Place, Stop), SessionStage.Setup);
        Assert.Null(await _desk.OfferFirstPasskeyAsync(first, Person.Place, context, Stop));
        var person = await Person.ComeAsync(_people, _desk, "petrov");
        Assert.Null(await _desk.OfferFirstPasskeyAsync(person.Token, Person.Place, context, Stop));
        var step = Person.Next(await _desk.PasswordAsync("petrov", Person.Password, Person.Place, Stop), SessionStage.SecondFactor);
        Assert.Null(await _desk.OfferFirstPasskeyAsync(step, Person.Place, context, Stop));
        var (answer, codes) = await _desk.AddFirstPasskeyAsync(step, "made up", "{}", "mine", Person.Place, context, Stop);
        Assert.IsType<SignInAnswer.Refused>(answer);
        Assert.Empty(codes);
        Assert.Contains(_people.Journal.Entries, entry => entry is { Act: "account.passkey", Outcome: ActOutcome.Refused, Detail: "no such step" });
    }

    [Fact]
    public async Task A_code_is_taken_once()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        _people.Clock.Advance(TimeSpan.FromMinutes(1));
        var code = person.Authenticator.CodeAt(_people.Clock.GetUtcNow());
        var first = Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop), SessionStage.SecondFactor);
        var other = Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop), SessionStage.SecondFactor);
        Person.Next(await _desk.CodeAsync(first, code, Person.Place, Stop), SessionStage.Open);
        Assert.IsType<SignInAnswer.Refused>(await _desk.CodeAsync(other, code, Person.Place, Stop));
        Assert.Contains(_people.Journal.Entries, entry => entry is { Act: "signin.code", Outcome: ActOutcome.Refused });
    }

    [Fact]
    public async Task A_recovery_code_works_once()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        Assert.Equal(10, person.Codes.Distinct().Count());
        var first = Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop), SessionStage.SecondFactor);
        Person.Next(await _desk.CodeAsync(first, person.Codes[3].ToLowerInvariant(), Person.Place, Stop), SessionStage.Open);
        var again = Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop), SessionStage.SecondFactor);
        Assert.IsType<SignInAnswer.Refused>(await _desk.CodeAsync(again, person.Codes[3], Person.Place, Stop));
        Person.Next(await _desk.CodeAsync(again, person.Codes[4], Person.Place, Stop), SessionStage.Open);
    }

    [Fact]
    public async Task Wrong_codes_shut_the_account_as_wrong_passwords_do()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        _people.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var attempt = 0; attempt < _people.Options.LockoutAfter; attempt++)
        {
            // The right password in between gives no new attempts.
            var step = Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop), SessionStage.SecondFactor);
            Assert.IsType<SignInAnswer.Refused>(await _desk.CodeAsync(step, "000000" == person.Authenticator.CodeAt(_people.Clock.GetUtcNow()) ? "000001" : "000000", Person.Place, Stop));
        }

        Assert.IsType<SignInAnswer.Refused>(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop));
        _people.Clock.Advance(_people.Options.LockoutFor);
        Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop), SessionStage.SecondFactor);
    }

    [Fact]
    public async Task Shut_blocked_unknown_and_wrong_are_answered_alike()
    {
        await Person.ComeAsync(_people, _desk, "ivanov");
        await Person.ComeAsync(_people, _desk, "petrov");
        await _people.Desk.BlockAsync(TestPeople.Owner, "petrov", "left", Stop);
        for (var attempt = 0; attempt < _people.Options.LockoutAfter; attempt++) await _desk.PasswordAsync("ivanov", "wrong password", Person.Place, Stop);
        var answers = new List<SignInAnswer>();
        foreach (var (name, password) in new[] { ("ivanov", Person.Password), ("petrov", Person.Password), ("nobody", Person.Password), ("+79031234567", "x") })
            answers.Add(await _desk.PasswordAsync(name, password, Person.Place, Stop));
        Assert.Equal(Enumerable.Repeat(new SignInAnswer.Refused(), 4), answers);
        Assert.DoesNotContain(_people.Journal.Entries, entry => entry.ToString().Contains("9031234567", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_address_that_tries_many_accounts_is_slowed()
    {
        await Person.ComeAsync(_people, _desk, "ivanov");
        for (var attempt = 0; attempt < _people.Options.AttemptsPerAddress; attempt++) await _desk.PasswordAsync($"nobody{attempt}", "some password", Person.Place, Stop);
        var slow = Assert.IsType<SignInAnswer.Slow>(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop));
        Assert.Equal(_people.Options.LockoutFor, slow.After);
        Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, new SignInPlace("192.0.2.8", null), Stop), SessionStage.SecondFactor);
        _people.Clock.Advance(slow.After);
        Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop), SessionStage.SecondFactor);
    }

    [Fact]
    public async Task A_one_time_password_is_over_after_its_term()
    {
        var access = await _people.AddAsync("ivanov");
        _people.Clock.Advance(_people.Options.OneTimePasswordFor);
        Assert.IsType<SignInAnswer.Refused>(await _desk.PasswordAsync("ivanov", access.Password, Person.Place, Stop));
    }

    [Fact]
    public async Task A_password_that_is_easy_to_guess_leaves_the_step_open()
    {
        var access = await _people.AddAsync("ivanov");
        var step = Person.Next(await _desk.PasswordAsync("ivanov", access.Password, Person.Place, Stop), SessionStage.Setup);
        foreach (var password in new[] { "short", "qwertyuiopasdfgh", access.Password })
            Assert.Equal(AccessFaults.WeakPassword, (await Assert.ThrowsAsync<AccessException>(() => _desk.ChoosePasswordAsync(step, password, Person.Place, Stop))).Code);
        Person.Next(await _desk.ChoosePasswordAsync(step, Person.Password, Person.Place, Stop), SessionStage.Setup);
    }

    [Fact]
    public async Task No_second_factor_can_be_added_before_an_own_password_is_chosen()
    {
        var access = await _people.AddAsync("ivanov");
        var step = Person.Next(await _desk.PasswordAsync("ivanov", access.Password, Person.Place, Stop), SessionStage.Setup);
        Assert.Null(await _desk.SetupAsync(step, Stop));
        var (answer, codes) = await _desk.ConfirmAsync(step, "123456", Person.Place, Stop);
        Assert.IsType<SignInAnswer.Refused>(answer);
        Assert.Empty(codes);
    }

    [Fact]
    public async Task What_cannot_be_journaled_signs_nobody_in()
    {
        await Person.ComeAsync(_people, _desk, "ivanov");
        _people.Journal.IsBroken = true;
        await Assert.ThrowsAsync<AccessException>(() => _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop));
    }

    [Fact]
    public async Task Whoever_came_in_by_the_one_time_password_is_out_when_its_owner_chooses_an_own_one()
    {
        var access = await _people.AddAsync("ivanov");
        var thief = Person.Next(await _desk.PasswordAsync("ivanov", access.Password, Person.Place, Stop), SessionStage.Setup);
        var owner = Person.Next(await _desk.PasswordAsync("ivanov", access.Password, Person.Place, Stop), SessionStage.Setup);
        owner = Person.Next(await _desk.ChoosePasswordAsync(owner, Person.Password, Person.Place, Stop), SessionStage.Setup);
        Assert.Null(await _desk.SetupAsync(thief, Stop));
        var authenticator = new Testing.Authenticator((await _desk.SetupAsync(owner, Stop))!.Key);
        Assert.IsType<SignInAnswer.Refused>((await _desk.ConfirmAsync(thief, authenticator.CodeAt(_people.Clock.GetUtcNow()), Person.Place, Stop)).Answer);
        Assert.Null(await _desk.FindAsync(thief, Stop));
        Assert.Contains(_people.Journal.Entries, entry => entry is { Act: "account.authenticator", Outcome: ActOutcome.Refused });
    }

    [Fact]
    public async Task A_first_second_factor_is_set_up_within_the_term_of_the_one_time_password_or_not_at_all()
    {
        var access = await _people.AddAsync("ivanov");
        var step = Person.Next(await _desk.PasswordAsync("ivanov", access.Password, Person.Place, Stop), SessionStage.Setup);
        Person.Next(await _desk.ChoosePasswordAsync(step, Person.Password, Person.Place, Stop), SessionStage.Setup);
        Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop), SessionStage.Setup);
        _people.Clock.Advance(_people.Options.OneTimePasswordFor);
        Assert.IsType<SignInAnswer.Refused>(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop));
        Assert.Equal("no second factor was set up in time", _people.Journal.Entries[^1].Detail);
        var again = await _people.Desk.ResetPasswordAsync(TestPeople.Owner, "ivanov", Stop);
        Person.Next(await _desk.PasswordAsync("ivanov", again.Password, Person.Place, Stop), SessionStage.Setup);
    }

    [Fact]
    public async Task Pages_of_the_setup_opened_at_the_same_moment_show_one_key()
    {
        var access = await _people.AddAsync("ivanov");
        var step = Person.Next(await _desk.PasswordAsync("ivanov", access.Password, Person.Place, Stop), SessionStage.Setup);
        step = Person.Next(await _desk.ChoosePasswordAsync(step, Person.Password, Person.Place, Stop), SessionStage.Setup);
        var shown = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => _desk.SetupAsync(step, Stop), Stop)));
        Assert.Single(shown.Select(one => one?.Key).Distinct());
        var authenticator = new Testing.Authenticator(shown[0]!.Key);
        Person.Next((await _desk.ConfirmAsync(step, authenticator.CodeAt(_people.Clock.GetUtcNow()), Person.Place, Stop)).Answer, SessionStage.Open);
    }

    [Fact]
    public async Task A_reset_second_factor_takes_codes_though_the_former_ones_were_of_the_future()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        _people.Clock.Advance(TimeSpan.FromDays(365));
        var step = Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop), SessionStage.SecondFactor);
        Person.Next(await _desk.CodeAsync(step, person.Authenticator.CodeAt(_people.Clock.GetUtcNow()), Person.Place, Stop), SessionStage.Open);
        _people.Clock.Advance(TimeSpan.FromDays(-365));
        var access = await _people.Desk.ResetSecondFactorAsync(TestPeople.Owner, "ivanov", Stop);
        step = Person.Next(await _desk.PasswordAsync("ivanov", access.Password, Person.Place, Stop), SessionStage.Setup);
        step = Person.Next(await _desk.ChoosePasswordAsync(step, "five green boats sail", Person.Place, Stop), SessionStage.Setup);
        var authenticator = new Testing.Authenticator((await _desk.SetupAsync(step, Stop))!.Key);
        Person.Next((await _desk.ConfirmAsync(step, authenticator.CodeAt(_people.Clock.GetUtcNow()), Person.Place, Stop)).Answer, SessionStage.Open);
    }
}
