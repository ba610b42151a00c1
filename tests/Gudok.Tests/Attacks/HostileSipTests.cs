using System.Net;
using Gudok.Access;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary>Markup that a stranger sends in SIP, from the wire to every page and answer in which it could come out.</summary>
public sealed class HostileSipTests : IDisposable
{
    private const string Image = "<img src=x onerror=alert(1)>";
    private const string Script = "</pre><script>alert(1)</script>";

    // As long as messages are kept.
    private static readonly long Began = ServedPortal.Began.AddHours(-1).ToUnixTimeMilliseconds() * 1000;

    private readonly TestInstallation _installation = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task Markup_in_names_agents_ids_and_reasons_of_SIP_is_shown_as_it_stands_and_never_as_markup()
    {
        var file = _installation.PathOf("hostile.pcap");
        await File.WriteAllBytesAsync(file, CaptureBytes.Pcap([.. Call().Select((message, number) => new CaptureBytes.Packet(Began + number * 100_000, PacketBytes.UdpFrame(message)))]), Stop);
        await _installation.RunAsync("import", file);
        var calls = await _installation.RunAsync("calls", "--format", "jsonl", "--limit", "0");
        using var call = System.Text.Json.JsonDocument.Parse(Assert.Single(calls.Lines));
        var id = call.RootElement.GetProperty("id").GetString();
        await using var portal = await ServedPortal.StartAsync(_installation.Data);
        var agents = new List<string>();
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.ServiceClient))
        {
            var client = await portal.SignInAsync("of-" + role.ToString().ToLowerInvariant(), role);
            foreach (var path in new[] { "/calls", $"/calls/{id}", $"/calls/{id}/evidence", $"/api/v1/calls/{id}", $"/api/v1/calls/{id}/messages", $"/api/v1/calls/{id}/evidence" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Add("Accept", "text/html");
                using var answer = await client.SendAsync(request, Stop);
                var text = await answer.Content.ReadAsStringAsync(Stop);
                var isPage = answer.Content.Headers.ContentType?.MediaType == "text/html";
                Assert.True(isPage || answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json", $"{role} {path}: {answer.Content.Headers.ContentType}");
                Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
                if (!isPage) continue;
                Assert.DoesNotContain("<img src=x", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("<script>alert", text, StringComparison.OrdinalIgnoreCase);
                agents.AddRange(WebUtility.HtmlDecode(text).Split('\n').Where(line => line.StartsWith("User-Agent:", StringComparison.Ordinal)));
            }
        }

        // Auditor and privacy officer read what the telephone calls itself: the word before the bracket is masked as a name, the rest stands there literally.
        Assert.Equal(["User-Agent: A*** " + Image, "User-Agent: A*** " + Image], agents);
    }

    private static IEnumerable<byte[]> Call()
    {
        var invite = SipText.Invite("1" + Script, "sip:alice@example.org", "sip:bob@example.net")
            .Replace("From", $"\"{Image}\" <sip:%3Cimg%20src=x%20onerror=alert(1)%3E@example.org>;tag=1{Image.Replace(" ", "", StringComparison.Ordinal)}")
            .With("User-Agent", "Agent" + Image).With("Subject", Script).With("P-Asserted-Identity", $"\"{Script}\" <sip:+79165550101@example.org>").With("Contact", $"\"{Image}\" <sip:a@192.0.2.1>");
        yield return invite.ToBytes();
        yield return invite.Reply(486, "Busy" + Image, "t" + Script).With("Server", "Agent" + Script).ToBytes();
    }
}
