using Microsoft.AspNetCore.Identity;

namespace Gudok.Access.Tests;

public sealed class PasswordTests
{
    [Theory]
    [InlineData("short-Pass1!")]
    [InlineData("четыре синих трамвая")]
    [InlineData("correct horse battery stapler")]
    [InlineData("zlkjweroiuzxc")]
    public void A_long_password_is_good_however_it_is_composed(string password) => Assert.Null(PasswordRules.Fault(password, "ivanov"));

    [Theory]
    [InlineData("elevenchars")]
    [InlineData("qwertyuiopasdfgh")]
    [InlineData("Password2026!")]
    [InlineData("Пароль-123456")]
    [InlineData("abababababab")]
    [InlineData("my-ivanov-secret")]
    [InlineData("long gudok phrase")]
    public void A_password_that_is_guessed_first_is_refused(string password) => Assert.NotNull(PasswordRules.Fault(password, "ivanov"));

    [Fact]
    public void A_password_beyond_the_limit_is_refused() =>
        Assert.NotNull(PasswordRules.Fault(string.Concat(Enumerable.Range(0, PasswordRules.MaxLength + 1).Select(at => (char)('a' + at % 26))), "ivanov"));

    [Fact]
    public async Task A_password_costs_what_is_advised_unless_set_otherwise()
    {
        // OWASP's advice for PBKDF2-HMAC-SHA-512. In the hash (version 3 of Identity's): marker, function, rounds, each of 4 octets but the marker.
        Assert.True(new SignInOptions().PasswordRounds >= 210_000);
        await using var people = new TestPeople();
        people.Options.PasswordRounds = 210_000;
        await people.AddAsync("ivanov");
        await using var work = await people.Desk.BeginAsync(TestContext.Current.CancellationToken);
        var hash = Convert.FromBase64String((await work.FindAsync("ivanov")).PasswordHash!);
        Assert.Equal([1, 0, 0, 0, 2, 0, 3, 0x34, 0x50], hash[..9]);
    }

    [Fact]
    public async Task A_hash_of_lower_cost_is_made_anew_when_the_password_is_used()
    {
        await using var people = new TestPeople();
        var access = await people.AddAsync("ivanov");
        people.Options.PasswordRounds = 2000;
        await people.ReopenAsync();
        await using var work = await people.Desk.BeginAsync(TestContext.Current.CancellationToken);
        var account = await work.FindAsync("ivanov");
        var hasher = work.Accounts.PasswordHasher;
        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, hasher.VerifyHashedPassword(account, account.PasswordHash!, access.Password));
        Assert.True(await work.Accounts.CheckPasswordAsync(account, access.Password));
        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(account, account.PasswordHash!, access.Password));
    }

    [Fact]
    public async Task A_new_one_time_password_ends_the_former()
    {
        await using var people = new TestPeople();
        var former = await people.AddAsync("ivanov");
        var next = await people.Desk.ResetPasswordAsync(TestPeople.Owner, "ivanov", TestContext.Current.CancellationToken);
        await using var work = await people.Desk.BeginAsync(TestContext.Current.CancellationToken);
        var account = await work.FindAsync("ivanov");
        Assert.False(await work.Accounts.CheckPasswordAsync(account, former.Password));
        Assert.True(await work.Accounts.CheckPasswordAsync(account, next.Password));
    }
}
