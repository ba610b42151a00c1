using System.Text.Encodings.Web;
using System.Text.Unicode;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Numbers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>The way into the portal: web pages and the REST of calls.</summary>
public static class PortalModule
{
    /// <summary>Registers the portal. The host registers besides: <c>SignInDesk</c>, <c>TokenDesk</c>, <c>TokenOptions</c>, <c>ICallReader</c>, <c>ICallAmender</c>, <c>ICallIntake</c>, <see cref="PartyReader"/>,
    /// <see cref="AccessPolicy"/>, <see cref="IJournal"/> and where there are teams, quotas and contacts <see cref="ITeamMembers"/>, <see cref="INumberUse"/>, and
    /// where the storage can forget <c>LegalHolds</c>, <see cref="ErasureDesk"/> and <c>RecordRetention</c>, where calls may be taken out <c>ExportDesk</c>, where traffic is captured <see cref="ISourcesNow"/>;
    /// health checks of its own for <c>/healthz/ready</c>.</summary>
    public static IServiceCollection AddPortal(this IServiceCollection services, Action<PortalOptions>? configure = null)
    {
        services.AddOptions<PortalOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsCheck>();
        services.AddSingleton<IValidateOptions<PortalOptions>, PortalZoneCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddRazorComponents();
        services.AddHealthChecks();
        // Cyrillic stays readable in the source of a page; what HTML must escape is escaped all the same.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<LiveCalls>();
        services.TryAddSingleton<SightDesk>();
        services.TryAddSingleton<RevealOptions>();
        services.TryAddSingleton<ExternalDesk>();
        services.AddSingleton<DisclosedEvidence>();
        services.AddScoped<CallGate>();
        services.AddScoped<SelfDesk>();
        services.AddScoped<ExportGate>();
        services.AddScoped<AlertGate>();
        services.AddSingleton(provider =>
            new PostedCallReader(provider.GetRequiredService<PartyReader>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider =>
            Reader.Of(provider.GetRequiredService<IHttpContextAccessor>(), provider.GetRequiredService<IOptions<PortalOptions>>()));
        RequestLimits.Add(services);
        PortalApi.Add(services);
        return services;
    }

    /// <summary>Puts the portal's middleware (hosts, origins, headers, errors, sign-in) before everything mapped on this application, and maps its
    /// pages, assets, REST, health and OpenAPI document.</summary>
    public static WebApplication MapPortal(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        ProxyTrust.Use(app);
        app.UseMiddleware<RequestCorrelation>();
        app.UseMiddleware<PortalGuard>();
        Failures.Use(app);
        app.UseMiddleware<Preferences>();
        app.UseMiddleware<AddressGuard>();
        app.UseMiddleware<TokenGate>();
        app.UseMiddleware<SignInGate>();
        app.UseRateLimiter();
        app.UseMiddleware<PolicyGate>();
        PortalAssets.Map(app);
        SignInRoutes.Map(app);
        AccountRoutes.Map(app);
        PeopleRoutes.Map(app);
        ReviewPages.Map(app);
        HistoryRoutes.Map(app);
        CardRoutes.Map(app);
        RevealRoutes.Map(app);
        EvidenceSheets.Map(app);
        DiscloseRoutes.Map(app);
        AmendRoutes.Map(app);
        KeepingRoutes.Map(app);
        JournalRoutes.Map(app);
        SelfRoutes.Map(app);
        AlertRoutes.Map(app);
        ExportRoutes.Map(app);
        SourceRoutes.Map(app);
        TokenRoutes.Map(app);
        PortalApi.Map(app);
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/healthz/ready").AllowAnonymous();
        return app;
    }
}
