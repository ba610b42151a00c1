using System.Net;
using Gudok.Access;
using Gudok.Ledger;
using Gudok.Numbers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gudok.Portal.Tests;

/// <summary>A whole portal on a free port of loopback, over fakes.</summary>
internal sealed class PortalHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PortalHost(WebApplication app, FakeCallReader reader, FakeCallIntake intake, FakeCallAmender amender, TestPeople people, string? token)
    {
        People = people;
        Token = token;
        _app = app;
        Reader = reader;
        Intake = intake;
        Amender = amender;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Stranger = new HttpClient(NewHandler()) { BaseAddress = Address };
        Client = new HttpClient(token is null ? NewHandler() : new WithSession(token, NewHandler())) { BaseAddress = Address };
    }

    public FakeCallReader Reader { get; }

    public FakeCallIntake Intake { get; }

    public FakeCallAmender Amender { get; }

    public Uri Address { get; }

    public required NotedActs Journal { get; init; }

    /// <summary>All addresses that are mapped.</summary>
    public IEnumerable<Microsoft.AspNetCore.Routing.RouteEndpoint> Mapped =>
        _app.Services.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>();

    /// <summary>Sends a request in somebody's name, <c>operator:ivanova</c>.</summary>
    public async Task<HttpResponseMessage> AskAsAsync(string who, HttpMethod method, string path, string? json = null, bool isPage = false)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add(Everybody.Header, who);
        if (isPage) request.Headers.Add("Accept", "text/html");
        if (json is not null) request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        return await Stranger.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>What the portal is put together from.</summary>
    public IServiceProvider Parts => _app.Services;

    /// <summary>A client that is signed in.</summary>
    public HttpClient Client { get; }

    /// <summary>A client that is not.</summary>
    public HttpClient Stranger { get; }

    /// <summary>Everything that is mapped, and whether it is open to strangers.</summary>
    public IReadOnlyList<(string Method, string Path, bool IsOpen)> Endpoints =>
    [
        .. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(one =>
            (one.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method =>
                (method, "/" + one.RoutePattern.RawText!.Trim('/'), one.Metadata.GetMetadata<IAllowAnonymous>() is not null))),
    ];

    /// <summary>Who may sign in.</summary>
    public TestPeople People { get; }

    /// <summary>Gives and checks tokens.</summary>
    public TokenDesk Tokens => _app.Services.GetRequiredService<TokenDesk>();

    /// <summary>The session that <see cref="Client"/> shows.</summary>
    public string? Token { get; }

    public static async Task<PortalHost> StartAsync(int calls = 500, Action<PortalOptions>? configure = null, int port = 0, TimeProvider? clock = null, string? evidence = null, KeptCalls? kept = null, KeptJournal? journal = null, TestPeople? people = null, string? token = null, Func<SignInDesk, DemoDoor>? demo = null, AccessPolicy? policy = null, RevealOptions? reveal = null, Action<IServiceCollection>? more = null, ITeamMembers? teams = null)
    {
        if (people is null) (people, token) = await TestPeople.SomebodyAsync();
        var reader = new FakeCallReader(InventedCalls.Many(calls));
        var intake = new FakeCallIntake();
        var amender = new FakeCallAmender(reader);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ICallReader>(reader);
        builder.Services.AddSingleton<ICallIntake>(intake);
        builder.Services.AddSingleton<ICallAmender>(amender);
        builder.Services.AddSingleton<IEvidenceMaker>(new FakeEvidenceMaker(reader, evidence));
        builder.Services.AddSingleton(new PartyReader(new PartyOptions()));
        builder.Services.AddSingleton(people.SignIn);
        var tokens = new TokenOptions();
        builder.Services.AddSingleton(tokens);
        builder.Services.AddSingleton(_ => new TokenDesk(people.Desk, tokens, people.Clock));
        if (demo is not null) builder.Services.AddSingleton(demo(people.SignIn));
        if (clock is not null) builder.Services.AddSingleton(clock);
        kept?.AddTo(builder.Services);
        var noted = new NotedActs();
        builder.Services.AddSingleton<IJournal>(noted);
        builder.Services.AddSingleton<INumberUse>(noted);
        if (policy is not null) builder.Services.AddSingleton<IJournalReader>(noted).AddSingleton(new WeeklyReview(noted, noted, AlertRules.Default));
        builder.Services.AddSingleton(policy ?? Everybody.LaxForSupervisor);
        builder.Services.AddSingleton(teams ?? new TestTeams());
        journal?.AddTo(builder.Services);
        if (reveal is not null) builder.Services.AddSingleton(reveal);
        more?.Invoke(builder.Services);
        builder.Services.AddPortal(configure);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Headers[Everybody.Header] is [{ } header]) context.Features.Set(Everybody.Read(header));
            return next(context);
        });
        app.MapPortal();
        await app.StartAsync();
        return new PortalHost(app, reader, intake, amender, people, token) { Journal = noted };
    }

    private static HttpClientHandler NewHandler() => new() { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseCookies = false };

    /// <summary>A page as a browser asks for it.</summary>
    public async Task<HttpResponseMessage> GetPageAsync(string path, string? language = "ru", string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        if (language is not null) request.Headers.Add("Accept-Language", language);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return await Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostJsonAsync(string path, string json, string type = "application/json")
    {
        var content = new StringContent(json);
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(type);
        return Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Stranger.Dispose();
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }

    /// <summary>Shows the session's cookie beside those of a request.</summary>
    private sealed class WithSession(string token, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var others = request.Headers.TryGetValues("Cookie", out var given) ? string.Join("; ", given) + "; " : "";
            request.Headers.Remove("Cookie");
            request.Headers.Add("Cookie", others + "gudok-session=" + token);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
