using Gudok.Testing;

namespace Gudok.Access.Tests;

/// <summary>Somebody who has signed in for the first time.</summary>
internal sealed class Person
{
    public const string Password = "four blue trams ring";

    public required string Token { get; init; }

    public required Authenticator Authenticator { get; init; }

    public required IReadOnlyList<string> Codes { get; init; }

    public static SignInPlace Place { get; } = new("192.0.2.7", "Test");

    /// <summary>Makes an account and goes all the way.</summary>
    public static async Task<Person> ComeAsync(TestPeople people, SignInDesk desk, string name)
    {
        var stop = TestContext.Current.CancellationToken;
        var access = await people.AddAsync(name);
        var first = Next(await desk.PasswordAsync(name, access.Password, Place, stop), SessionStage.Setup);
        var second = Next(await desk.ChoosePasswordAsync(first, Password, Place, stop), SessionStage.Setup);
        var authenticator = new Authenticator((await desk.SetupAsync(second, stop))!.Key);
        var (answer, codes) = await desk.ConfirmAsync(second, authenticator.CodeAt(people.Clock.GetUtcNow()), Place, stop);
        return new Person { Token = Next(answer, SessionStage.Open), Authenticator = authenticator, Codes = codes };
    }

    /// <summary>The token of the next step.</summary>
    public static string Next(SignInAnswer answer, SessionStage stage)
    {
        var next = Assert.IsType<SignInAnswer.Next>(answer);
        Assert.Equal(stage, next.Stage);
        return next.Token;
    }
}
