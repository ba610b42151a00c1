using Gudok.Access;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Portal.Tests;

/// <summary>The people of a portal under test, who sign in as people do.</summary>
internal sealed class TestPeople : IAsyncDisposable
{
    /// <summary>Who is signed in where it does not matter who.</summary>
    public const string Name = "tester";

    /// <summary>A password that meets the rules.</summary>
    public const string Password = "four blue trams ring";

    private static readonly Lazy<Task<(TestPeople People, string Token)>> Shared = new(async () =>
    {
        var people = new TestPeople();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => people._folder.Dispose();
        return (people, await people.SignInAsync(Name, Role.Supervisor));
    });

    private static readonly Actor Owner = new() { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };
    private static readonly SignInPlace Place = new("127.0.0.1", "Test");
    private readonly TestFolder _folder = new();
    private readonly KeyRing _keys = KeyRing.CreateEphemeral();

    public TestPeople(TimeProvider? clock = null, IJournal? journal = null, Action<SignInOptions>? configure = null)
    {
        // As cheap as may be: what a password costs has its own test.
        var options = new SignInOptions { PasswordRounds = 1000 };
        configure?.Invoke(options);
        Clock = clock ?? TimeProvider.System;
        Desk = new PeopleDesk(_folder.Path, _keys, options, Clock) { Journal = journal };
        SignIn = new SignInDesk(Desk);
    }

    /// <summary>The data folder.</summary>
    public string Folder => _folder.Path;

    public TimeProvider Clock { get; }

    public PeopleDesk Desk { get; }

    public SignInDesk SignIn { get; }

    /// <summary>People of whom one is signed in, for all tests to which it does not matter who.</summary>
    public static Task<(TestPeople People, string Token)> SomebodyAsync() => Shared.Value;

    /// <summary>Makes an account and gives its one-time password.</summary>
    public async Task<string> AddAsync(string name, params Role[] roles) =>
        (await Desk.AddAsync(Owner, new NewAccount(name, roles.Length > 0 ? roles : [Role.Operator]), TestContext.Current.CancellationToken)).Password;

    /// <summary>Blocks an account.</summary>
    public Task BlockAsync(string name) => Desk.BlockAsync(Owner, name, "left", TestContext.Current.CancellationToken);

    /// <summary>Changes an account's roles.</summary>
    public Task GiveAsync(string name, Role role) => Desk.ChangeRolesAsync(Owner, name, [role], [], TestContext.Current.CancellationToken);

    /// <summary>Puts somebody into a team.</summary>
    public Task JoinAsync(string name, string team) => Desk.ChangeTeamsAsync(Owner, name, [team], [], null, TestContext.Current.CancellationToken);

    /// <summary>Takes somebody out of a team.</summary>
    public Task LeaveAsync(string name, string team) => Desk.ChangeTeamsAsync(Owner, name, [], [team], null, TestContext.Current.CancellationToken);

    /// <summary>Makes an account and signs in for the first time, all the way.</summary>
    /// <returns>The token of the open session.</returns>
    public async Task<string> SignInAsync(string name, params Role[] roles) => (await SetUpAsync(name, roles)).Token;

    /// <summary>Makes an account and signs in for the first time, all the way.</summary>
    public async Task<(string Token, Authenticator Authenticator, IReadOnlyList<string> Codes)> SetUpAsync(string name, params Role[] roles)
    {
        var stop = CancellationToken.None;
        var first = Next(await SignIn.PasswordAsync(name, await AddAsync(name, roles), Place, stop));
        var second = Next(await SignIn.ChoosePasswordAsync(first, Password, Place, stop));
        var authenticator = new Authenticator((await SignIn.SetupAsync(second, stop))!.Key);
        var (answer, codes) = await SignIn.ConfirmAsync(second, authenticator.CodeAt(Clock.GetUtcNow()), Place, stop);
        return (Next(answer), authenticator, codes);
    }

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        _keys.Dispose();
        _folder.Dispose();
    }

    private static string Next(SignInAnswer answer) => Assert.IsType<SignInAnswer.Next>(answer).Token;
}
