using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gudok.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok.Access.Tests.Alerts;

public sealed class AlertSendingTests
{
    private static readonly AlertNotice _notice = new(1234567, new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), "number-copies", 5, TimeSpan.FromHours(1));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_is_json_that_its_signature_fits_and_is_made_again_until_it_is_taken()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/alerts");
        await using var post = new AlertWebhook(address, "secret"u8.ToArray(), TimeSpan.FromHours(6), new HurryingClock(_notice.At), NullLogger.Instance);
        post.Add(_notice);
        await AnswerAsync(server, "503 Service Unavailable");
        var (head, body) = await AnswerAsync(server, "200 OK");
        Assert.StartsWith("POST /alerts HTTP/1.1", head, StringComparison.Ordinal);
        var signature = head.Split("\r\n").Single(line => line.StartsWith("Gudok-Signature: ", StringComparison.Ordinal))["Gudok-Signature: ".Length..].Split(',');
        var seconds = signature[0]["t=".Length..];
        var expected = HMACSHA256.HashData("secret"u8.ToArray(), Encoding.UTF8.GetBytes(seconds + "." + body));
        Assert.Equal("v1=" + Convert.ToHexStringLower(expected), signature[1]);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(("1234567", "number-copies", 5, 3600), (json.RootElement.GetProperty("id").GetString(), json.RootElement.GetProperty("rule").GetString(), json.RootElement.GetProperty("count").GetInt32(), json.RootElement.GetProperty("withinSeconds").GetInt32()));
    }

    [Fact]
    public async Task A_mail_comes_with_neither_number_nor_name_in_its_subject()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var options = new AlertOptions { MailServer = $"127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}", MailFrom = "gudok@example.org", MailTls = false };
        options.MailTo.Add("duty@example.org");
        await using var mail = new AlertMail(options, null, new HurryingClock(_notice.At), NullLogger.Instance);
        mail.Add(_notice);
        var (dialogue, data) = await TakeMailAsync(server);
        Assert.Contains(dialogue, line => line.StartsWith("RCPT TO:<duty@example.org>", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("Subject: Gudok: alert number-copies", data.Single(line => line.StartsWith("Subject:", StringComparison.Ordinal)));
        Assert.DoesNotContain(data, line => line.Contains("1234567", StringComparison.Ordinal));
        Assert.Contains(data, line => line.Contains("number-copies", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_notice_that_nobody_takes_is_given_up_in_the_end()
    {
        var clock = new HurryingClock(_notice.At);
        int port;
        using (var taken = new TcpListener(IPAddress.Loopback, 0))
        {
            taken.Start();
            port = ((IPEndPoint)taken.LocalEndpoint).Port;
        }

        var lost = 0L;
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        var isLost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "gudok_alerts_lost") own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) =>
        {
            lost += value;
            isLost.TrySetResult();
        });
        listener.Start();
        await using var post = new AlertWebhook(new Uri($"http://127.0.0.1:{port}/"), [1], TimeSpan.FromMinutes(30), clock, NullLogger.Instance);
        post.Add(_notice);
        await isLost.Task.WaitAsync(TimeSpan.FromMinutes(1), Stop);
        Assert.InRange(clock.GetUtcNow() - _notice.At, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(31));
    }

    [Fact]
    public async Task The_end_of_the_program_does_not_wait_for_each_notice_that_nobody_answers()
    {
        // Takes connections and says nothing: each attempt would last its ten seconds.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var log = new RecordingLogger();
        var post = new AlertWebhook(new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/"), [1], TimeSpan.FromHours(6), TimeProvider.System, log);
        for (var number = 1; number <= 50; number++) post.Add(_notice with { Number = number, At = TimeProvider.System.GetUtcNow() });
        await post.DisposeAsync().AsTask().WaitAsync(AlertPost.LongestEnd * 3, Stop);
        Assert.Equal(50, log.Lines);
    }

    private sealed class RecordingLogger : Microsoft.Extensions.Logging.ILogger
    {
        private int _lines;

        public int Lines => Volatile.Read(ref _lines);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Interlocked.Increment(ref _lines);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_secret_that_is_missing_or_open_to_others_is_refused_before_anything_is_sent()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "secret");
        var options = new AlertOptions { Webhook = "https://example.org/", WebhookSecretFile = path };
        Assert.Equal(AccessFaults.AlertSecretMissing, Assert.Throws<AccessException>(() => AlertPosts.Open(options, TimeProvider.System, NullLogger.Instance)).Code);
        File.WriteAllText(path, "secret\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<AccessException>(() => AlertPosts.Open(options, TimeProvider.System, NullLogger.Instance)).Message, StringComparison.Ordinal);
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        Assert.Single(AlertPosts.Open(options, TimeProvider.System, NullLogger.Instance));
    }

    private static async Task<(string Head, string Body)> AnswerAsync(TcpListener server, string status)
    {
        using var client = await server.AcceptTcpClientAsync(Stop);
        var stream = client.GetStream();
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        while (true)
        {
            var read = await stream.ReadAsync(buffer, Stop);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            var all = text.ToString();
            var end = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) continue;
            var length = int.Parse(all.Split("\r\n").Single(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture);
            if (all.Length - end - 4 < length) continue;
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), Stop);
            return (all[..end], all[(end + 4)..]);
        }
    }

    // As much of RFC 5321 as a client needs to hand a mail over.
    private static async Task<(List<string> Dialogue, List<string> Data)> TakeMailAsync(TcpListener server)
    {
        using var client = await server.AcceptTcpClientAsync(Stop);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        var (dialogue, data) = (new List<string>(), new List<string>());
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync(Stop) is { } line)
        {
            dialogue.Add(line);
            if (line == "QUIT") break;
            await writer.WriteLineAsync(line == "DATA" ? "354 go" : "250 ok");
            if (line != "DATA") continue;
            while (await reader.ReadLineAsync(Stop) is { } part && part != ".") data.Add(part);
            await writer.WriteLineAsync("250 taken");
            break;
        }

        return (dialogue, data);
    }
}
