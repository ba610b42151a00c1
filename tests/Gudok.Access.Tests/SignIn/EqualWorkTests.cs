namespace Gudok.Access.Tests;

/// <summary>A name that is not there costs what one costs that is: counted in hashes, not by a clock.</summary>
public sealed class EqualWorkTests : IAsyncDisposable
{
    private readonly TestPeople _people = new();
    private readonly SignInDesk _desk;

    public EqualWorkTests() => _desk = new SignInDesk(_people.Desk);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _people.DisposeAsync();

    [Theory]
    [InlineData("unknown", "some password")]
    [InlineData("no name at all; --", "some password")]
    [InlineData("", "some password")]
    [InlineData("known", "not the password")]
    [InlineData("known", Person.Password)]
    [InlineData("shut", Person.Password)]
    [InlineData("blocked", Person.Password)]
    [InlineData("late", "not the password")]
    public async Task Every_attempt_hashes_one_password_whoever_it_is_for(string name, string password)
    {
        foreach (var somebody in new[] { "known", "shut", "blocked" }) await Person.ComeAsync(_people, _desk, somebody);
        await _people.AddAsync("late");
        for (var attempt = 0; attempt < _people.Options.LockoutAfter; attempt++) await _desk.PasswordAsync("shut", "not the password", Person.Place, Stop);
        await _people.Desk.BlockAsync(TestPeople.Owner, "blocked", "left", Stop);
        // The hash of nobody is made once.
        await _desk.PasswordAsync("nobody", "some password", new SignInPlace("192.0.2.99", null), Stop);
        var before = _people.Desk.Hashed;
        await _desk.PasswordAsync(name, password, new SignInPlace("192.0.2.100", null), Stop);
        Assert.Equal(1, _people.Desk.Hashed - before);
    }

    [Fact]
    public async Task A_password_that_is_too_long_costs_no_more_than_another()
    {
        await Person.ComeAsync(_people, _desk, "known");
        await _desk.PasswordAsync("nobody", "some password", Person.Place, Stop);
        foreach (var name in new[] { "known", "unknown" })
        {
            var before = _people.Desk.Hashed;
            Assert.IsType<SignInAnswer.Refused>(await _desk.PasswordAsync(name, new string('a', 1_000_000), Person.Place, Stop));
            Assert.Equal(1, _people.Desk.Hashed - before);
        }
    }
}
