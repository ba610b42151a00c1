using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gudok.Portal.Tests;

public sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A change of the interface shows as a change of this file; to take it over, run with GUDOK_WRITE_GOLDEN=1 and read the difference.</summary>
    [Fact]
    public async Task The_document_is_the_golden_one()
    {
        await using var host = await PortalHost.StartAsync(0);
        var document = JsonNode.Parse(await host.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!.AsObject();
        document.Remove("servers");
        var text = document.ToJsonString(Indented) + "\n";
        var golden = Path.Combine(Repository.Root, "tests/Gudok.Portal.Tests/Golden/openapi.v1.json");
        if (Environment.GetEnvironmentVariable("GUDOK_WRITE_GOLDEN") == "1") await File.WriteAllTextAsync(golden, text);
        Assert.Equal(await File.ReadAllTextAsync(golden), text);
    }

    [Fact]
    public async Task No_path_or_parameter_takes_a_number()
    {
        await using var host = await PortalHost.StartAsync(0);
        using var document = JsonDocument.Parse(await host.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        var paths = document.RootElement.GetProperty("paths");
        Assert.Equal(
            ["/.well-known/oauth-authorization-server", "/api/v1/acts", "/api/v1/acts/{id}", "/api/v1/acts/{id}/{form}", "/api/v1/alerts", "/api/v1/alerts/{id}/acknowledge", "/api/v1/calls", "/api/v1/calls/search", "/api/v1/calls/stream", "/api/v1/calls/{id}", "/api/v1/calls/{id}/amendments", "/api/v1/calls/{id}/copied", "/api/v1/calls/{id}/evidence", "/api/v1/calls/{id}/evidence/disclose",
                "/api/v1/calls/{id}/messages", "/api/v1/calls/{id}/reveal", "/api/v1/exports", "/api/v1/exports/{id}", "/api/v1/exports/{id}/approve", "/api/v1/exports/{id}/file", "/api/v1/exports/{id}/password", "/api/v1/exports/{id}/refuse", "/api/v1/exports/{id}/withdraw", "/api/v1/holds", "/api/v1/holds/{id}", "/api/v1/holds/{id}/release", "/api/v1/journal/search", "/api/v1/journal/{id}", "/api/v1/parties/erase",
                "/api/v1/parties/erase/forecast", "/api/v1/retention", "/api/v1/self/calls", "/api/v1/self/calls/{id}", "/api/v1/self/journal", "/api/v1/sources", "/oauth/jwks", "/oauth/revoke", "/oauth/token"],
            paths.EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        var parameters = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Where(operation => operation.Value.TryGetProperty("parameters", out _))
            .SelectMany(operation => operation.Value.GetProperty("parameters").EnumerateArray())
            .Select(parameter => parameter.GetProperty("name").GetString());
        Assert.Equal(["before", "cursor", "direction", "disposition", "form", "id"], parameters.Distinct().Order(StringComparer.Ordinal));
    }
}
