using Gudok.Access;
using Microsoft.AspNetCore.Routing;

namespace Gudok.Tests;

/// <summary>Every address that is mapped, found by reflection, with everything that can be put into it.</summary>
internal static class SweptAddresses
{
    /// <summary>What is sent where something is taken: nothing, numbers in every field there is, numbers where none belongs.</summary>
    private static readonly string[] Bodies =
    [
        "{}",
        $$"""{"number":"+{{SweptPortal.Number}}"}""",
        $$"""{"number":"8 (916) 555-01-01","numbers":["{{SweptPortal.Number}}"],"text":"{{SweptPortal.Number}}","topic":"{{SweptPortal.Number}}"}""",
        $$"""{"numbers":["+{{SweptPortal.Number}}"]}""",
        $$"""{"reason":"звонить на {{SweptPortal.Number}}","note":"+7 916 555-01-01","requestId":"{{SweptPortal.Number}}","decision":"refuse"}""",
        $$"""{"reason":"из любопытства"}""",
        $$"""{"fields":["caller.full"],"form":"full","reveal":true}""",
        $$"""{"+{{SweptPortal.Number}}":1}""",
        $$"""{"number": {{SweptPortal.Number}} """,
        $$"""[{"caller":"+{{SweptPortal.Number}}","startedAt":"{{SweptPortal.Number}}","{{SweptPortal.Number}}":1}]""",
    ];

    private static readonly string?[] Nothing = [null];

    /// <summary>Requests that would end what the sweep needs: sessions, accounts, parties.</summary>
    private static readonly Act[] Destructive = [Act.ErasureRun, Act.UserBlock, Act.UserChange, Act.AccountOwn];

    /// <summary>The requests of somebody.</summary>
    public static IEnumerable<(string Method, string Path, string? Body)> Of(SweptPortal portal, AccessPolicy policy, Actor? somebody) =>
        from endpoint in ((IEndpointRouteBuilder)portal.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        where method == "GET" || MaySend(endpoint, policy, somebody)
        from path in PathsOf(endpoint, method == "GET" ? portal.Ids : [.. portal.FewIds])
        from body in method == "GET" ? Nothing : Bodies
        select (method, path, body);

    /// <summary>The act of an address; null if it is open.</summary>
    private static Act? ActOf(RouteEndpoint endpoint) => endpoint.Metadata.Where(one => one.GetType().Name == "RequiredAct")
        .Select(one => (Act)one.GetType().GetProperty("Act")!.GetValue(one)!).FirstOrDefault();

    // Whoever may see a whole number for a reason is shown it: that is what the address is for, and has tests of its own.
    private static bool MaySend(RouteEndpoint endpoint, AccessPolicy policy, Actor? somebody)
    {
        var path = endpoint.RoutePattern.RawText!;
        if (path.EndsWith("sign-out", StringComparison.Ordinal)) return false;
        var act = ActOf(endpoint);
        return act is null || (!Destructive.Contains(act) && !(act == Act.NumberReveal && policy.MayEver(somebody, act)));
    }

    private static IEnumerable<string> PathsOf(RouteEndpoint endpoint, IReadOnlyList<string> ids)
    {
        var pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        if (endpoint.RoutePattern.Parameters.Count == 0) return [pattern, $"{pattern}?number=%2B{SweptPortal.Number}&before={SweptPortal.Number}&to=/calls/{SweptPortal.Number}&lang=en&fields=full&form=full&reveal=true"];
        var forms = pattern.Contains("{form}", StringComparison.Ordinal) ? ["html", "pdf", "json", "csv"] : new[] { "" };
        return from id in ids from form in forms select Fill(pattern, id, form);
    }

    private static string Fill(string pattern, string id, string form) => string.Join('/', pattern.Split('/').Select(part =>
        part == "{form}" ? form : part.StartsWith('{') ? Uri.EscapeDataString(id) : part));
}
