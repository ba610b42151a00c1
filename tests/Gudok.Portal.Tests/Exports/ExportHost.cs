using System.Net.Http.Json;
using System.Text.Json;
using Gudok.Access;
using Gudok.Disclosure;
using Gudok.Ledger;
using Gudok.Testing;
using ICSharpCode.SharpZipLib.Zip;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok.Portal.Tests;

/// <summary>A portal with exports, and people of two teams who signed in as people do.</summary>
internal sealed class ExportHost : IAsyncDisposable
{
    public const string Ask = """{"search":{},"format":"csv","form":"mask","reason":"сверка за октябрь","keepHours":24}""";
    private readonly Dictionary<string, (string Token, Authenticator Authenticator)> _people = [];

    private ExportHost(PortalHost host, TestPeople people, ManualClock clock) => (Host, People, Clock) = (host, people, clock);

    public PortalHost Host { get; }

    public TestPeople People { get; }

    public ManualClock Clock { get; }

    /// <summary>What makes the files; here it works when the test says so.</summary>
    public ExportWork Work { get; private set; } = null!;

    public ExportErasure Erasure { get; private set; } = null!;

    public IReadOnlyList<JournalEntry> Noted => Host.Journal.Entries;

    /// <summary>Where the files are.</summary>
    public string Folder => Path.Combine(People.Folder, "exports");

    public string[] Files => Directory.Exists(Folder) ? Directory.GetFiles(Folder) : [];

    /// <summary>Calls of both teams: of ivanova and petrov (north), of sidorov (south), and one that nobody took.</summary>
    public static async Task<ExportHost> StartAsync(ExportOptions? options = null, KeptCalls? kept = null, AccessPolicy? policy = null)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        var people = new TestPeople(clock);
        var inForce = policy ?? Everybody.Starting(clock);
        var host = await PortalHost.StartAsync(0, people: people, token: "none", policy: inForce, kept: kept, more: services => services
            .AddSingleton<ITeamMembers>(people.Desk)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(provider => new ExportDesk(people.Desk, inForce, provider.GetRequiredService<IJournal>(), options ?? new ExportOptions(), people.Folder)));
        people.Desk.Journal = host.Journal;
        var exports = new ExportHost(host, people, clock);
        var desk = host.Parts.GetRequiredService<ExportDesk>();
        var calls = host.Parts.GetRequiredService<ICallReader>();
        exports.Erasure = new ExportErasure(desk, calls);
        exports.Work = new ExportWork(desk, exports.Erasure, host.Parts.GetRequiredService<SightDesk>(), calls, clock, NullLogger.Instance);
        foreach (var (name, role, team) in new[]
        {
            ("ivanova", Role.Operator, "north"), ("petrov", Role.Supervisor, "north"), ("orlov", Role.Supervisor, "north"), ("sidorov", Role.Operator, "south"),
            ("volkova", Role.Supervisor, "south"), ("zaitseva", Role.PrivacyOfficer, null), ("belova", Role.PrivacyOfficer, null), ("gromov", Role.Auditor, null),
        })
        {
            var (token, authenticator, _) = await people.SetUpAsync(name, role);
            exports._people[name] = (token, authenticator);
            if (team is not null) await people.Desk.ChangeTeamsAsync(Owner, name, [team], [], null, CancellationToken.None);
        }

        // The code that enrolled an authenticator is used.
        clock.Advance(TimeSpan.FromMinutes(2));
        if (kept is null) foreach (var (number, name) in new[] { (1, "ivanova"), (2, "petrov"), (3, "sidorov"), (4, null) }) host.Reader.Publish(InventedCalls.One(number) with { Operator = name });
        return exports;
    }

    public static Actor Owner { get; } = new() { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };

    /// <summary>Sends a request with somebody's session.</summary>
    public Task<HttpResponseMessage> SendAsync(string name, HttpMethod method, string path, string? json = null, bool isPage = false)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", "gudok-session=" + _people[name].Token);
        request.Headers.Add("Accept-Language", "ru");
        if (isPage) request.Headers.Add("Accept", "text/html");
        if (json is not null) request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        return Host.Stranger.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string name, string path, string json = "{}") => SendAsync(name, HttpMethod.Post, path, json);

    public Task<HttpResponseMessage> GetAsync(string name, string path) => SendAsync(name, HttpMethod.Get, path);

    /// <summary>Asks and gives the request's id.</summary>
    public async Task<string> AskAsync(string name = "ivanova", string body = Ask)
    {
        using var answer = await PostAsync(name, "/api/v1/exports", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    public Task<HttpResponseMessage> ApproveAsync(string name, string id) => PostAsync(name, $"/api/v1/exports/{id}/approve", """{"reason":"нужно для сверки"}""");

    /// <summary>An export whose file is there.</summary>
    public async Task<string> ReadyAsync(string name = "ivanova", string approver = "petrov", string body = Ask)
    {
        var id = await AskAsync(name, body);
        using var approved = await ApproveAsync(approver, id);
        Assert.True(approved.IsSuccessStatusCode, await approved.Content.ReadAsStringAsync());
        await Work.RunOnceAsync(CancellationToken.None);
        Assert.Equal("ready", await StateAsync(name, id));
        return id;
    }

    public async Task<JsonElement> CardAsync(string name, string id)
    {
        using var answer = await GetAsync(name, "/api/v1/exports/" + id);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<string?> StateAsync(string name, string id) => (await CardAsync(name, id)).GetProperty("state").GetString();

    /// <summary>The session that somebody's browser shows.</summary>
    public string TokenOf(string name) => _people[name].Token;

    /// <summary>The code of the moment of somebody's authenticator.</summary>
    public string CodeOf(string name) => _people[name].Authenticator.CodeAt(Clock.GetUtcNow());

    public Task<HttpResponseMessage> PasswordAsync(string name, string id, string? code = null) =>
        PostAsync(name, $"/api/v1/exports/{id}/password", $$"""{"code":"{{code ?? CodeOf(name)}}"}""");

    public async Task<string> PasswordOfAsync(string name, string id)
    {
        using var answer = await PasswordAsync(name, id);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("password").GetString()!;
    }

    public Task<HttpResponseMessage> DownloadAsync(string name, string id) => GetAsync(name, $"/api/v1/exports/{id}/file");

    /// <summary>What stands in an archive.</summary>
    public static byte[] Unpack(byte[] archive, string password)
    {
        using var zip = new ZipFile(new MemoryStream(archive)) { Password = password };
        using var entry = zip.GetInputStream(zip[0]);
        using var plain = new MemoryStream();
        entry.CopyTo(plain);
        return plain.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await Work.DisposeAsync();
        await Host.DisposeAsync();
        await People.DisposeAsync();
    }
}
