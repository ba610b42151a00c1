using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

[Trait("Needs", "packages")]
public sealed class HostileBytesTests(ITestOutputHelper output)
{
    private const long MostGrowthKb = 300_000;
    private static readonly TimeSpan Duration = FuzzTime.Of(TimeSpan.FromSeconds(5));

    [Fact]
    public async Task Random_and_mutated_bytes_on_every_port_are_counted_and_harm_nothing()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        using var installation = await Installation.CreateAsync();
        await using var server = await RunningServer.StartAsync(installation);
        var before = await ResidentKbAsync(server);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(Duration);

        var datagrams = SendDatagramsAsync(server.Hep, new Random(seed), end.Token);
        await Task.WhenAll(datagrams, SendStreamsAsync(server.Hep, new Random(seed + 1), Mutated, end.Token), SendStreamsAsync(server.Portal, new Random(seed + 2), Request, end.Token));

        Assert.False(server.Process.HasExited, server.Process.Complaints);
        using (var sender = new HepSender(server.Hep)) await sender.SendCallAsync("after-the-storm", "sip:+74951112233@example.org", "sip:+74997654321@example.org");
        await Eventually.IsSoAsync(async () => (await installation.CallsAsync()).Any(call => call.GetProperty("sessionId").GetString() == "after-the-storm"));
        // Behind it in the queue there is nothing: what was sent is through.
        await AssertCountedAsync(server, await datagrams);
        var after = await ResidentKbAsync(server);
        output.WriteLine($"{await datagrams} datagrams; resident {before} kB before, {after} kB after");
        Assert.InRange(after - before, long.MinValue, MostGrowthKb);
        Assert.Equal(0, await server.StopAsync());
        Assert.DoesNotContain("Exception", server.Process.Complaints, StringComparison.Ordinal);
        await installation.VerifyAsync();
    }

    /// <summary>Everything received is a SIP message or was ignored for a named reason; what was sent and not received was dropped by the kernel.</summary>
    private static async Task AssertCountedAsync(RunningServer server, long sent)
    {
        // Streams are worked on beside: asked until they have come to rest.
        await Eventually.IsSoAsync(async () =>
        {
            var metrics = await server.MetricsAsync();
            var packets = RunningServer.Sum(metrics, "gudok_capture_packets_total");
            var messages = RunningServer.Sum(metrics, "gudok_capture_sip_messages_total");
            // A message may be read and ignored after that, as a duplicate: it is then in both sums.
            return packets + RunningServer.Sum(metrics, "gudok_capture_dropped_total{place=\"kernel\"") >= sent
                && packets >= messages + RunningServer.Sum(metrics, "gudok_capture_ignored_total{reason=\"hep.")
                && packets <= messages + RunningServer.Sum(metrics, "gudok_capture_ignored_total");
        });
    }

    private static async Task<long> SendDatagramsAsync(IPEndPoint to, Random random, CancellationToken end)
    {
        using var sender = new HepSender(to);
        var sent = 0L;
        while (!end.IsCancellationRequested)
        {
            await sender.SendRawAsync(random.Next(4) == 0 ? Noise(random) : Mutated(random));
            // A breath now and then: it is the parser that is tried here, not the kernel's buffer.
            if (++sent % 64 == 0) await Task.Delay(1, CancellationToken.None);
        }

        return sent;
    }

    private static async Task SendStreamsAsync(IPEndPoint to, Random random, Func<Random, byte[]> make, CancellationToken end)
    {
        var halfOpen = new List<Socket>();
        while (!end.IsCancellationRequested)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(to, end);
                for (var pieces = random.Next(1, 20); pieces > 0; pieces--) await socket.SendAsync(random.Next(3) == 0 ? Noise(random) : make(random), end);
            }
            catch (Exception fault) when (fault is SocketException or OperationCanceledException)
            {
                // The server hangs up on nonsense, as it may.
            }

            // Some stay open in the middle of what they were saying.
            if (random.Next(4) == 0 && halfOpen.Count < 40) halfOpen.Add(socket);
            else socket.Dispose();
        }

        foreach (var socket in halfOpen) socket.Dispose();
    }

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(0, 3000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutated(Random random)
    {
        var call = random.Next(200).ToString(CultureInfo.InvariantCulture);
        var message = random.Next(3) switch
        {
            0 => SipText.Invite(call).ToBytes(),
            1 => SipText.Invite(call).Reply(random.Next(100, 700), "Reason").ToBytes(),
            _ => SipText.OfDialog("BYE", call, cseq: 2).ToBytes(),
        };
        if (random.Next(2) == 0) Mutate(random, message);
        var packet = HepSender.Wrap(message);
        if (random.Next(2) == 0) Mutate(random, packet);
        return random.Next(5) == 0 ? packet[..random.Next(packet.Length)] : packet;
    }

    private static void Mutate(Random random, byte[] bytes)
    {
        for (var changes = random.Next(1, 6); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
    }

    private static byte[] Request(Random random)
    {
        var text = random.Next(6) switch
        {
            0 => "GET /calls HTTP/1.1\r\nHost: localhost\r\nX: " + new string('x', 100_000) + "\r\n\r\n",
            1 => "POST /api/v1/calls/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n{",
            2 => "POST /api/v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n{{{{\r\n",
            3 => "GET /calls/%00%ff%c0%af/../../etc HTTP/1.1\r\nHost: localhost\r\n\r\n",
            4 => "GET /api/v1/calls/stream HTTP/1.1\r\nHost: localhost\r\n",
            _ => "GET /" + new string('a', random.Next(20_000)) + " HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        };
        var bytes = Encoding.Latin1.GetBytes(text);
        if (random.Next(2) == 0) Mutate(random, bytes);
        return bytes;
    }

    private static async Task<long> ResidentKbAsync(RunningServer server)
    {
        var lines = await File.ReadAllLinesAsync($"/proc/{server.Process.Id}/status");
        var line = lines.First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
