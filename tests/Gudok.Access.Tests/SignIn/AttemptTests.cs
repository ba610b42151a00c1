using System.Net;

namespace Gudok.Access.Tests;

/// <summary>Attempts are taken before they are made: guessing at the same moment gains nothing, and guessing shuts nobody out but by passwords.</summary>
public sealed class AttemptTests : IAsyncDisposable
{
    private readonly TestPeople _people = new();
    private readonly SignInDesk _desk;

    public AttemptTests() => _desk = new SignInDesk(_people.Desk);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task Guesses_at_the_same_moment_are_not_more_than_one_after_another()
    {
        await Person.ComeAsync(_people, _desk, "ivanov");
        await Task.WhenAll(Enumerable.Range(0, 30).Select(guess => Task.Run(() => _desk.PasswordAsync("ivanov", $"guess number {guess}", Place(guess), Stop), Stop)));
        var heard = _people.Journal.Entries.Count(entry => entry is { Act: "signin.password", Detail: "wrong" or "wrong, shut now" });
        Assert.Equal(_people.Options.LockoutAfter, heard);
        Assert.IsType<SignInAnswer.Refused>(await _desk.PasswordAsync("ivanov", Person.Password, Place(99), Stop));
    }

    [Fact]
    public async Task Codes_guessed_at_the_same_moment_are_not_more_than_one_after_another()
    {
        await Person.ComeAsync(_people, _desk, "ivanov");
        var step = Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, Place(0), Stop), SessionStage.SecondFactor);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(guess => Task.Run(() => _desk.CodeAsync(step, $"{guess:000000}", Place(guess), Stop), Stop)));
        Assert.Equal(_people.Options.LockoutAfter, _people.Journal.Entries.Count(entry => entry is { Act: "signin.code", Detail: "wrong or used" }));
    }

    [Fact]
    public async Task Right_passwords_at_the_same_moment_shut_nothing()
    {
        await Person.ComeAsync(_people, _desk, "ivanov");
        for (var guess = 1; guess < _people.Options.LockoutAfter; guess++) await _desk.PasswordAsync("ivanov", "not the password", Place(guess), Stop);
        for (var right = 0; right < 3; right++) Person.Next(await _desk.PasswordAsync("ivanov", Person.Password, Place(right), Stop), SessionStage.SecondFactor);
        Assert.Null((await _people.Desk.FindAsync("ivanov", Stop)).ShutUntil);
        await _desk.PasswordAsync("ivanov", "not the password", Place(7), Stop);
        Assert.NotNull((await _people.Desk.FindAsync("ivanov", Stop)).ShutUntil);
    }

    [Fact]
    public async Task Ten_thousand_attempts_are_turned_away_and_do_not_fill_the_journal()
    {
        await Person.ComeAsync(_people, _desk, "ivanov");
        var former = _people.Journal.Entries.Count;
        var slow = 0;
        for (var guess = 0; guess < 10_000; guess++)
        {
            if (await _desk.PasswordAsync("ivanov", $"guess number {guess}", Person.Place, Stop) is SignInAnswer.Slow) slow++;
        }

        Assert.Equal(10_000 - _people.Options.AttemptsPerAddress, slow);
        var entries = _people.Journal.Entries.Skip(former).ToList();
        Assert.Equal(_people.Options.AttemptsPerAddress + 1, entries.Count);
        Assert.Equal(("slow down", ActOutcome.Refused, Person.Place.Address), (entries[^1].Detail, entries[^1].Outcome, entries[^1].Actor.Address));
        Assert.Equal(_people.Options.LockoutAfter, entries.Count(entry => entry.Detail?.StartsWith("wrong", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task Steps_that_nobody_waits_in_are_told_to_the_journal_so_often_and_no_more()
    {
        const int attempts = 200;
        for (var attempt = 0; attempt < attempts; attempt++) await _desk.ChoosePasswordAsync("", Person.Password, Person.Place, Stop);
        for (var attempt = 0; attempt < attempts; attempt++) await _desk.ConfirmAsync("", "123456", Person.Place, Stop);
        Assert.Equal(_people.Options.AttemptsPerAddress + 1, _people.Journal.Entries.Count);
        var access = await _people.AddAsync("ivanov");
        var step = Person.Next(await _desk.PasswordAsync("ivanov", access.Password, Person.Place, Stop), SessionStage.Setup);
        // Whoever waits in a step is not kept out by them.
        Person.Next(await _desk.ChoosePasswordAsync(step, Person.Password, Person.Place, Stop), SessionStage.Setup);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    public void Addresses_of_one_connection_count_as_one(string one, string other, bool isSame)
    {
        Assert.Equal(isSame, NetworkKey.Of(one) == NetworkKey.Of(other));
        Assert.Equal(NetworkKey.Of(one), NetworkKey.Of(IPAddress.Parse(one)));
    }

    [Fact]
    public async Task Whoever_has_addresses_without_end_is_slowed_all_the_same()
    {
        for (var attempt = 0; attempt < _people.Options.AttemptsPerAddress; attempt++) await _desk.PasswordAsync("nobody", "some password", new SignInPlace($"2001:db8::{attempt + 1:x}", null), Stop);
        Assert.IsType<SignInAnswer.Slow>(await _desk.PasswordAsync("nobody", "some password", new SignInPlace("2001:db8::abcd", null), Stop));
    }

    [Fact]
    public void Whoever_begins_passkeys_without_end_crowds_out_his_own_only()
    {
        var ceremonies = new Ceremonies(_people.Clock);
        var mine = ceremonies.Begin("mine", "192.0.2.7");
        for (var begun = 0; begun < 3_000; begun++) ceremonies.Begin("his", "192.0.2.66");
        Assert.Equal("mine", ceremonies.Take(mine));
        Assert.Null(ceremonies.Take(mine));
    }

    private static SignInPlace Place(int number) => new($"192.0.2.{number + 1}", null);
}
