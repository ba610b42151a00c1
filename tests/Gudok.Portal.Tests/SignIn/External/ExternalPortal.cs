using Gudok.Access;
using Gudok.Testing;

namespace Gudok.Portal.Tests;

/// <summary>A portal with a provider, both on loopback and by one clock.</summary>
internal sealed class ExternalPortal : IAsyncDisposable
{
    private readonly TestFolder _folder = new();

    public required PortalHost Host { get; init; }

    public required TestProvider Provider { get; init; }

    public required TestPeople People { get; init; }

    public required ManualClock Clock { get; init; }

    public required NotedActs Noted { get; init; }

    public ExternalBrowser Browser() => new(new Visitor(Host.Stranger));

    /// <summary>What was noted of sign-ins by a provider.</summary>
    public IEnumerable<JournalEntry> External => Noted.Entries.Where(entry => entry.Act == "signin.external");

    public static async Task<ExternalPortal> StartAsync(Action<ProviderOptions, TestFolder>? configure = null, Action<SignInOptions, TestFolder>? more = null, Action<ProviderOptions, TestFolder, TestProvider>? by = null)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        var provider = await TestProvider.StartAsync(clock);
        var noted = new NotedActs();
        var folder = new TestFolder();
        var people = new TestPeople(clock, noted, options =>
        {
            var one = new ProviderOptions { Id = "keycloak", NameRu = "Учётная запись центра", NameEn = "Centre account", Issuer = provider.Issuer, ClientId = TestProvider.ClientId, ClientSecretFile = Secret(folder, "secret", TestProvider.Secret) };
            configure?.Invoke(one, folder);
            by?.Invoke(one, folder, provider);
            options.Providers.Add(one);
            more?.Invoke(options, folder);
            Assert.Empty(options.Validate());
        });
        var host = await PortalHost.StartAsync(3, people: people, clock: clock);
        return new ExternalPortal(folder) { Host = host, Provider = provider, People = people, Clock = clock, Noted = noted };
    }

    private ExternalPortal(TestFolder folder) => _folder = folder;

    /// <summary>A file that its owner alone can read.</summary>
    public static string Secret(TestFolder folder, string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>Makes an account and links it to the provider's person.</summary>
    public async Task LinkAsync(string name, params Role[] roles)
    {
        await People.AddAsync(name, roles.Length > 0 ? roles : [Role.Supervisor]);
        await People.Desk.LinkAsync(Owner, name, "keycloak", "person-1", TestContext.Current.CancellationToken);
    }

    public static Actor Owner { get; } = new() { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Provider.DisposeAsync();
        await People.DisposeAsync();
        _folder.Dispose();
    }
}
