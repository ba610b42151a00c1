using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Capture;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Tests;

/// <summary>The whole portal on a folder of its own, with real accounts, by a clock that the test moves.</summary>
internal sealed class ServedPortal : IAsyncDisposable
{
    /// <summary>Where the clock stands at first: a Friday, in working hours of Moscow.</summary>
    public static readonly DateTimeOffset Began = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private const string Password = "four blue trams ring";
    private static readonly PartyReader Parties = new(new PartyOptions());
    private static readonly SignInPlace Place = new("127.0.0.1", "Test");
    private static readonly Actor Owner = new() { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };
    private readonly DataFolder _folder;
    private readonly WebApplication _app;
    private readonly SignInDesk _desk;
    private readonly TimeProvider _clock;
    private readonly List<HttpClient> _clients = [];
    private int _calls;

    private ServedPortal(DataFolder folder, WebApplication app, TimeProvider clock)
    {
        (_folder, _app, _clock) = (folder, app, clock);
        _desk = app.Services.GetRequiredService<SignInDesk>();
    }

    public ManualClock Clock => (ManualClock)_clock;

    /// <summary>What is served.</summary>
    public DataFolder Folder => _folder;

    /// <summary>What serves it.</summary>
    public WebApplication App => _app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Serves a folder. A session outlives the days that a test lets pass.</summary>
    /// <param name="path">The data folder.</param>
    /// <param name="time">Another clock than one that the test moves.</param>
    /// <param name="talksOf">Makes what knows who talks at this moment; null if nothing is captured.</param>
    public static async Task<ServedPortal> StartAsync(string path, TimeProvider? time = null, Func<TimeProvider, TalksNow>? talksOf = null)
    {
        var clock = time ?? new ManualClock(Began);
        var folder = await DataFolder.OpenAsync(path, clock, Stop, settings =>
        {
            settings.Access.SignIn.PasswordRounds = 1000;
            settings.Access.SignIn.SessionFor = settings.Access.SignIn.SessionIdleFor = TimeSpan.FromDays(7);
        });
        try
        {
            var app = PortalServer.Build(folder, new IPEndPoint(IPAddress.Loopback, 0), new PrometheusExposition(), clock, talks: talksOf?.Invoke(clock));
            await app.StartAsync(Stop);
            return new ServedPortal(folder, app, clock);
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an account in the team <c>north</c> and signs in all the way.</summary>
    public async Task<HttpClient> SignInAsync(string name, Role role)
    {
        var added = await _folder.People.AddAsync(Owner, new NewAccount(name, [role]) { Teams = ["north"] }, Stop);
        var first = Next(await _desk.PasswordAsync(name, added.Password, Place, Stop));
        var second = Next(await _desk.ChoosePasswordAsync(first, Password, Place, Stop));
        var authenticator = new Authenticator((await _desk.SetupAsync(second, Stop))!.Key);
        var (answer, _) = await _desk.ConfirmAsync(second, authenticator.CodeAt(_clock.GetUtcNow()), Place, Stop);
        return ClientWith("Cookie", "gudok-session=" + Next(answer));
    }

    /// <summary>Records a call that began now and took a minute; the clock then stands at its end.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CallAsync(string caller, string operatorName, CallTags? tags = null)
    {
        var start = Instant.Now(Clock);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var (number, service) = (Parties.Read(caller), Parties.Read("+78005550199"));
        var report = await _folder.Intake.RecordAsync([new ObservedCall
        {
            SessionId = $"call-{++_calls}@test",
            FromTag = "tag",
            Legs = [],
            Direction = CallDirection.Inbound,
            Caller = number,
            Callee = service,
            Dialled = service,
            StartedAt = start,
            AnsweredAt = start + TimeSpan.FromSeconds(4),
            EndedAt = Instant.Now(Clock),
            Disposition = CallDisposition.Answered,
            SipStatus = 200,
            Tags = (tags ?? CallTags.None) with { Operator = operatorName },
            Source = "test",
            IsComplete = true,
        }], Stop);
        return report.Ids[0].ToString();
    }

    /// <summary>Entries of an act, the newest first.</summary>
    public async Task<IReadOnlyList<JournalEntry>> JournalAsync(string act) =>
        [.. (await _folder.Journal.SearchAsync(new JournalSearch { Act = act, Limit = JournalSearch.MostEntries }, Stop)).Entries.Select(kept => kept.Entry)];

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await _app.StopAsync(Stop);
        await _app.DisposeAsync();
        await _folder.DisposeAsync();
    }

    /// <summary>A client that shows a header in each request, or none.</summary>
    public HttpClient ClientWith(string? header, string value)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        if (header is not null) client.DefaultRequestHeaders.Add(header, value);
        _clients.Add(client);
        return client;
    }

    private static string Next(SignInAnswer answer) => Assert.IsType<SignInAnswer.Next>(answer).Token;
}

internal static class ServedAnswers
{
    /// <summary>Posts JSON and reads status and text of the answer.</summary>
    public static async Task<(HttpStatusCode Status, string Text)> AskAsync(this HttpClient client, string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), new MediaTypeHeaderValue("application/json"));
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
