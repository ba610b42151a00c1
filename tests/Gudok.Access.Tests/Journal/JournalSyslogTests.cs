using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok.Access.Tests.Journal;

public sealed class JournalSyslogTests : IAsyncDisposable
{
    private readonly JournalFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_entry_comes_once_also_those_written_while_the_server_was_away()
    {
        for (var i = 0; i < 3; i++) await _folder.WriteAsync("number.reveal", reason: "перезвонить");
        int port;
        using (var server = new TcpListener(IPAddress.Loopback, 0))
        {
            server.Start();
            port = ((IPEndPoint)server.LocalEndpoint).Port;
            var receiving = ReceiveAsync(server);
            await using var syslog = await OpenAsync(port);
            Assert.Equal(["1", "2", "3"], (await receiving).Select(IdOf));
        }

        await _folder.WriteAsync("calls.search");
        await using (var away = await OpenAsync(port)) await Assert.ThrowsAsync<IOException>(() => away.DeliverAsync(Stop));
        using var again = new TcpListener(IPAddress.Loopback, port);
        again.Start();
        var rest = ReceiveAsync(again);
        await using var later = await OpenAsync(port);
        Assert.Equal(["4"], (await rest).Select(IdOf));
    }

    [Fact]
    public async Task An_entry_that_was_changed_is_told_in_its_place_and_keeps_none_behind_it()
    {
        for (var i = 0; i < 3; i++) await _folder.WriteAsync("number.reveal", reason: "перезвонить");
        await _folder.ChangeAsync("update entries set act='calls.search' where number=2");
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var receiving = ReceiveAsync(server);
        await using var syslog = await OpenAsync(((IPEndPoint)server.LocalEndpoint).Port);
        var messages = await receiving;
        Assert.Equal(["1", "2", "3"], messages.Select(IdOf));
        Assert.Contains("entry 2 of the journal was changed and does not open", messages[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_has_the_form_of_the_rfc_and_is_ascii()
    {
        await _folder.WriteAsync("number.reveal", reason: "перезвонить");
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var receiving = ReceiveAsync(server);
        await using var syslog = await OpenAsync(((IPEndPoint)server.LocalEndpoint).Port);
        var message = Assert.Single(await receiving);
        Assert.Matches(@"^<109>1 2026-11-22T12:00:00\.000000Z \S+ gudok \d+ journal - \{", message);
        Assert.All(message, letter => Assert.True(char.IsAscii(letter)));
        using var json = JsonDocument.Parse(message[message.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.Equal("перезвонить", json.RootElement.GetProperty("reason").GetString());
    }

    private static string? IdOf(string message)
    {
        using var json = JsonDocument.Parse(message[message.IndexOf('{', StringComparison.Ordinal)..]);
        return json.RootElement.GetProperty("id").GetString();
    }

    private async Task<JournalSyslog> OpenAsync(int port) =>
        new(await _folder.OpenAsync(), _folder.Heads, $"syslog+tcp://127.0.0.1:{port}", _folder.Clock, NullLogger.Instance);

    // RFC 6587 §3.4.1: a length, a blank, the message.
    private static async Task<List<string>> ReceiveAsync(TcpListener server)
    {
        using var client = await server.AcceptTcpClientAsync(Stop);
        using var all = new MemoryStream();
        await client.GetStream().CopyToAsync(all, Stop);
        var (rest, messages) = (Encoding.UTF8.GetString(all.ToArray()), new List<string>());
        while (rest.Length > 0)
        {
            var blank = rest.IndexOf(' ', StringComparison.Ordinal);
            var length = int.Parse(rest[..blank], CultureInfo.InvariantCulture);
            messages.Add(rest.Substring(blank + 1, length));
            rest = rest[(blank + 1 + length)..];
        }

        return messages;
    }
}
