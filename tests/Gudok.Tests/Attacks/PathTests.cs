using System.Net;
using System.Net.Sockets;
using System.Text;
using Gudok.Access;
using Microsoft.AspNetCore.Routing;

namespace Gudok.Tests;

/// <summary>Ids that are paths, at every address that takes an id, by everybody who might be let in; and links in place of files at the command line.</summary>
public sealed class PathTests : IDisposable
{
    private static readonly string[] Paths =
    [
        "..%2F..%2F..%2F..%2Fetc%2Fpasswd", "%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5C..%5Cetc%5Cpasswd", "%2Fetc%2Fpasswd", "..%252F..%252Fetc%252Fpasswd", "%2e%2e", "....%2F%2Fetc%2Fpasswd",
        "..%c0%af..%c0%afetc%c0%afpasswd", "gudok.json", "..%2Fgudok.json", "desk.db", "..%2F..%2Fdesk.db", "%00", "a%00.json", "..%2Fdesk.db%00.json", "~root", "%0d%0aSet-Cookie:%20a=b",
        new string('a', 4_000), "%7B%22a%22%3A1%7D", "CON", "*", "?",
    ];

    private readonly TestInstallation _installation = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task No_id_that_is_a_path_leads_to_a_file()
    {
        await using var portal = await ServedPortal.StartAsync(_installation.Data);
        var everybody = new List<HttpClient>();
        foreach (var role in new[] { Role.PrivacyOfficer, Role.Auditor, Role.Administrator, Role.Supervisor }) everybody.Add(await portal.SignInAsync("of-" + role.ToString().ToLowerInvariant(), role));
        var patterns = ((IEndpointRouteBuilder)portal.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.Parameters.Count > 0).ToArray();
        Assert.True(patterns.Length > 20);
        foreach (var endpoint in patterns)
        {
            var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
            foreach (var path in Paths)
            {
                var address = "/" + string.Join('/', endpoint.RoutePattern.RawText!.Trim('/').Split('/').Select(part => part.StartsWith('{') ? path : part));
                foreach (var client in everybody) await CheckAsync(client, method, address);
            }
        }
    }

    [Theory]
    [InlineData("GET /api/v1/exports/../../../../etc/passwd/file HTTP/1.1")]
    [InlineData("GET /api/v1/acts/../../desk.db HTTP/1.1")]
    [InlineData("GET /assets/../../../../etc/passwd HTTP/1.1")]
    [InlineData("GET /assets/x/../../../gudok.json HTTP/1.1")]
    [InlineData("GET //etc/passwd HTTP/1.1")]
    [InlineData("GET file:///etc/passwd HTTP/1.1")]
    [InlineData("GET \\..\\..\\etc\\passwd HTTP/1.1")]
    public async Task No_path_as_a_client_of_its_own_would_send_it_leads_to_a_file(string line)
    {
        await using var portal = await ServedPortal.StartAsync(_installation.Data);
        using var client = new TcpClient();
        await client.ConnectAsync(portal.Address.Host, portal.Address.Port, Stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\nHost: {portal.Address.Authority}\r\nConnection: close\r\n\r\n"), Stop);
        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync(Stop);
        Assert.Matches("^HTTP/1.1 (30[12378]|40[014])", answer);
        AssertNoFile(answer);
    }

    [Fact]
    public async Task Refused_lines_are_written_over_nothing_and_through_no_link()
    {
        var (records, target) = (_installation.PathOf("cdr.ndjson"), _installation.PathOf("precious"));
        await File.WriteAllTextAsync(records, "{\"startedAt\":\"never\"}\n", Stop);
        await File.WriteAllTextAsync(target, "precious", Stop);
        File.CreateSymbolicLink(_installation.PathOf("link"), target);
        File.CreateSymbolicLink(_installation.PathOf("dangling"), Path.Combine(_installation.Data, "refused"));
        foreach (var name in new[] { "precious", "link", "dangling" })
        {
            var run = await _installation.RunAsync("import", records, "--format", "gudok", "--refused", name);
            Assert.NotEqual(0, run.Code);
        }

        Assert.Equal("precious", await File.ReadAllTextAsync(target, Stop));
        Assert.False(File.Exists(Path.Combine(_installation.Data, "refused")));
    }

    [Fact]
    public async Task A_folder_that_holds_itself_is_imported_once()
    {
        var folder = Directory.CreateDirectory(_installation.PathOf("captures")).FullName;
        File.Copy(TestInstallation.Recording, Path.Combine(folder, "a.pcap"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "again"), folder);
        Assert.Equal(0, (await _installation.RunAsync("import", folder)).Code);
        var whole = (await _installation.RunAsync("calls", "--limit", "0", "--format", "jsonl")).Lines.Length;
        Assert.Equal(0, (await _installation.RunAsync("import", TestInstallation.Recording)).Code);
        Assert.Equal(whole, (await _installation.RunAsync("calls", "--limit", "0", "--format", "jsonl")).Lines.Length);
    }

    private static async Task CheckAsync(HttpClient client, string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(client.BaseAddress!.GetLeftPart(UriPartial.Authority) + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (method != "GET") request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.True((int)answer.StatusCode is >= 200 and < 500 || answer.StatusCode == HttpStatusCode.NotImplemented, $"{method} {address}: {answer.StatusCode}");
        Assert.DoesNotContain("a=b", answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? string.Join('\n', cookies) : "", StringComparison.Ordinal);
        AssertNoFile(await answer.Content.ReadAsStringAsync(Stop));
    }

    private static void AssertNoFile(string text)
    {
        Assert.DoesNotContain("root:x:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SQLite format", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Keys\"", text, StringComparison.Ordinal);
    }
}
