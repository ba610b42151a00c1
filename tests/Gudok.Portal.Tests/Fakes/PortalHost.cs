using System.Net;
using Gudok.Ledger;
using Gudok.Numbers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gudok.Portal.Tests;

/// <summary>A whole portal on a free port of loopback, over fakes.</summary>
internal sealed class PortalHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PortalHost(WebApplication app, FakeCallReader reader, FakeCallIntake intake)
    {
        _app = app;
        Reader = reader;
        Intake = intake;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = Address,
        };
    }

    public FakeCallReader Reader { get; }

    public FakeCallIntake Intake { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static async Task<PortalHost> StartAsync(int calls = 500, Action<PortalOptions>? configure = null, int port = 0, TimeProvider? clock = null)
    {
        var reader = new FakeCallReader(InventedCalls.Many(calls));
        var intake = new FakeCallIntake();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ICallReader>(reader);
        builder.Services.AddSingleton<ICallIntake>(intake);
        builder.Services.AddSingleton(new PartyReader(new PartyOptions()));
        if (clock is not null) builder.Services.AddSingleton(clock);
        builder.Services.AddPortal(configure);
        var app = builder.Build();
        app.MapPortal();
        await app.StartAsync();
        return new PortalHost(app, reader, intake);
    }

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
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }
}
