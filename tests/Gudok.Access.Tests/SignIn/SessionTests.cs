using System.Text;

namespace Gudok.Access.Tests;

public sealed class SessionTests : IAsyncDisposable
{
    private readonly TestPeople _people = new();
    private readonly SignInDesk _desk;

    public SessionTests() => _desk = new SignInDesk(_people.Desk);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task A_session_that_is_not_used_ends()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        for (var use = 0; use < 3; use++)
        {
            _people.Clock.Advance(_people.Options.SessionIdleFor - TimeSpan.FromMinutes(2));
            Assert.NotNull(await _desk.FindAsync(person.Token, Stop));
        }

        _people.Clock.Advance(_people.Options.SessionIdleFor);
        Assert.Null(await _desk.FindAsync(person.Token, Stop));
    }

    [Fact]
    public async Task A_session_ends_however_much_it_is_used()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        for (var time = TimeSpan.Zero; time < _people.Options.SessionFor - TimeSpan.FromMinutes(30); time += TimeSpan.FromMinutes(30))
        {
            _people.Clock.Advance(TimeSpan.FromMinutes(30));
            Assert.NotNull(await _desk.FindAsync(person.Token, Stop));
        }

        _people.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(await _desk.FindAsync(person.Token, Stop));
    }

    [Fact]
    public async Task Blocking_ends_every_session_at_once_and_says_so_to_who_waits()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        Assert.NotNull(await _desk.FindAsync(person.Token, Stop));
        var change = _desk.NextChange;
        await _people.Desk.BlockAsync(TestPeople.Owner, "ivanov", "left", Stop);
        Assert.True(change.IsCompleted);
        Assert.Null(await _desk.FindAsync(person.Token, Stop));
        await _people.Desk.UnblockAsync(TestPeople.Owner, "ivanov", "back", Stop);
        Assert.Null(await _desk.FindAsync(person.Token, Stop));
    }

    [Fact]
    public async Task Other_roles_end_every_session_and_other_teams_count_at_once()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        await _people.Desk.ChangeTeamsAsync(TestPeople.Owner, "ivanov", ["Первая"], [], null, Stop);
        Assert.Equal(["Первая"], (await _desk.FindAsync(person.Token, Stop))!.Actor.Teams);
        await _people.Desk.ChangeRolesAsync(TestPeople.Owner, "ivanov", [Role.Supervisor], [], Stop);
        Assert.Null(await _desk.FindAsync(person.Token, Stop));
    }

    [Fact]
    public async Task A_session_outlives_the_program_and_not_its_end()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        await _people.ReopenAsync();
        var desk = new SignInDesk(_people.Desk);
        Assert.NotNull(await desk.FindAsync(person.Token, Stop));
        await desk.EndAsync(person.Token, Stop);
        Assert.Null(await desk.FindAsync(person.Token, Stop));
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one_and_all_together()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        var others = new List<string>();
        foreach (var code in person.Codes.Take(2))
        {
            var step = Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop), SessionStage.SecondFactor);
            others.Add(Person.Next(await _desk.CodeAsync(step, code, Person.Place, Stop), SessionStage.Open));
        }

        var actor = (await _desk.FindAsync(person.Token, Stop))!.Actor;
        Assert.Equal(3, (await _desk.ListAsync(actor, Stop)).Count);
        var one = (await _desk.FindAsync(others[0], Stop))!.Actor.Session;
        await _desk.EndOthersAsync(actor, one, Stop);
        Assert.Null(await _desk.FindAsync(others[0], Stop));
        Assert.NotNull(await _desk.FindAsync(others[1], Stop));
        await _desk.EndOthersAsync(actor, null, Stop);
        Assert.Null(await _desk.FindAsync(others[1], Stop));
        Assert.NotNull(await _desk.FindAsync(person.Token, Stop));
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_another()
    {
        var ivanov = await Person.ComeAsync(_people, _desk, "ivanov");
        var petrov = await Person.ComeAsync(_people, _desk, "petrov");
        var session = (await _desk.FindAsync(ivanov.Token, Stop))!.Actor.Session;
        await _desk.EndOthersAsync((await _desk.FindAsync(petrov.Token, Stop))!.Actor, session, Stop);
        Assert.NotNull(await _desk.FindAsync(ivanov.Token, Stop));
        Assert.Equal(("session.end", ActOutcome.Refused), (_people.Journal.Entries[^1].Act, _people.Journal.Entries[^1].Outcome));
        // What stood in the address is not repeated: it may have been anything.
        await _desk.EndOthersAsync((await _desk.FindAsync(petrov.Token, Stop))!.Actor, "+79031234567", Stop);
        Assert.DoesNotContain(_people.Journal.Entries, entry => entry.ToString().Contains("9031234567", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        var step = Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, Person.Place, Stop), SessionStage.SecondFactor);
        var other = Person.Next(await _desk.CodeAsync(step, person.Codes[0], Person.Place, Stop), SessionStage.Open);
        var actor = (await _desk.FindAsync(person.Token, Stop))!.Actor;
        Assert.False(await _desk.ChangePasswordAsync(actor, "not the password", "five green boats sail", Stop));
        Assert.True(await _desk.ChangePasswordAsync(actor, Person.Password, "five green boats sail", Stop));
        Assert.NotNull(await _desk.FindAsync(person.Token, Stop));
        Assert.Null(await _desk.FindAsync(other, Stop));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("not base64 at all, though as long as one it is")]
    public async Task A_token_that_was_never_given_is_nobodys(string token)
    {
        await Person.ComeAsync(_people, _desk, "ivanov");
        Assert.Null(await _desk.FindAsync(token, Stop));
    }

    [Fact]
    public async Task Tokens_recovery_codes_and_secrets_are_not_in_the_files()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        await _people.Desk.DisposeAsync();
        foreach (var file in Directory.GetFiles(_people.Folder))
        {
            var bytes = await File.ReadAllBytesAsync(file, Stop);
            foreach (var text in (string[])[person.Token, Person.Password, Person.Place.Address!, .. person.Codes])
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"{Path.GetFileName(file)} holds what opens an account.");
        }
    }

    [Fact]
    public async Task A_session_of_the_demos_door_ends_where_there_is_no_such_door()
    {
        await _people.AddAsync("orlova", Role.Supervisor);
        var door = new DemoDoor(_desk, [await _people.Desk.FindAsync("orlova", Stop)]);
        var token = Person.Next(await door.EnterAsync("orlova", Person.Place, Stop), SessionStage.Open);
        Assert.NotNull(await _desk.FindAsync(token, Stop));
        await _people.ReopenAsync();
        Assert.Null(await new SignInDesk(_people.Desk).FindAsync(token, Stop));
    }

    [Fact]
    public async Task A_session_that_is_only_looked_at_ends_as_one_that_is_not_used()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        for (var time = TimeSpan.FromMinutes(10); time < _people.Options.SessionIdleFor; time += TimeSpan.FromMinutes(10))
        {
            _people.Clock.Advance(TimeSpan.FromMinutes(10));
            // Changes of others make it be read anew.
            await _people.AddAsync("other" + time.TotalMinutes.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.NotNull(await _desk.LookAsync(person.Token, Stop));
        }

        _people.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await _desk.LookAsync(person.Token, Stop));
        Assert.Null(await _desk.FindAsync(person.Token, Stop));
    }

    [Fact]
    public async Task A_session_that_is_ended_while_it_is_used_is_over_and_no_failure()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        var actor = (await _desk.FindAsync(person.Token, Stop))!.Actor;
        for (var round = 0; round < 10; round++)
        {
            _people.Clock.Advance(TimeSpan.FromMinutes(2));
            var uses = Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await _desk.FindAsync(person.Token, Stop), Stop)).ToList();
            if (round == 9) await _desk.EndOthersAsync(actor, actor.Session, Stop);
            await Task.WhenAll(uses);
        }

        Assert.Null(await _desk.FindAsync(person.Token, Stop));
    }

    [Fact]
    public async Task Whoever_signs_out_is_out_though_the_journal_cannot_be_written()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        _people.Journal.IsBroken = true;
        await _desk.EndAsync(person.Token, Stop);
        Assert.Null(await _desk.FindAsync(person.Token, Stop));
    }

    [Fact]
    public async Task New_recovery_codes_take_somebody_who_has_just_signed_in()
    {
        var person = await Person.ComeAsync(_people, _desk, "ivanov");
        var actor = (await _desk.FindAsync(person.Token, Stop))!.Actor;
        Assert.Equal(10, (await _desk.RenewRecoveryCodesAsync(actor, Stop))!.Count);
        _people.Clock.Advance(_people.Options.FreshFor);
        Assert.Null(await _desk.RenewRecoveryCodesAsync(actor, Stop));
        Assert.Null(await _desk.OfferPasskeyAsync(actor, new Microsoft.AspNetCore.Http.DefaultHttpContext(), Stop));
        Assert.Equal(["account.recovery-codes", "account.passkey"], _people.Journal.Entries.TakeLast(2).Where(entry => entry.Outcome == ActOutcome.Refused).Select(entry => entry.Act));
    }
}
