using System.Net.Sockets;
using System.Text.Json;
using Gudok.Capture.Tests;
using Gudok.Testing;

namespace Gudok.Tests;

public sealed class OwnerServerTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Owner_outlives_a_system_that_has_no_descriptor_left()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "s");
        var clock = new HurryingClock(DateTimeOffset.UnixEpoch);
        var log = new LogLines();
        var attempts = 0;
        await using var server = new OwnerServer(path, (_, _, _) => Task.FromResult(7), clock, async listener =>
        {
            // More often than there are places for clients.
            if (++attempts <= 90) throw new SocketException((int)SocketError.TooManyOpenSockets);
            return await listener.AcceptAsync();
        });
        server.Logger = log;
        server.Start();
        Assert.Equal(7, await AskAsync(path).WaitAsync(Longest));
        Assert.Equal(7, await AskAsync(path).WaitAsync(Longest));
        Assert.Equal((90, DateTimeOffset.UnixEpoch.AddSeconds(90)), (server.AcceptFailures, clock.GetUtcNow()));
        var told = log.All.Where(line => !line.Contains("was not finished", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, told.Count);
        Assert.All(told.Take(2), line => Assert.Matches("^Error GDK-9011: commands of other processes cannot be accepted: .*ulimit -n", line));
        Assert.Equal("Warning Commands of other processes are accepted again.", told[^1]);
    }

    /// <summary>Sends a command and gives the exit code.</summary>
    private static async Task<byte> AskAsync(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await using var stream = new NetworkStream(socket);
        var request = JsonSerializer.SerializeToUtf8Bytes(new OwnerRequest(["hold"], "/", false, false, 80), OwnerJson.Default.OwnerRequest);
        await new OwnerFrame(OwnerFrameKind.Request, request).WriteAsync(stream, CancellationToken.None);
        while (await OwnerFrame.ReadAsync(stream, CancellationToken.None) is { } frame)
        {
            if (frame.Kind == OwnerFrameKind.Exit) return frame.Payload.Span[0];
        }

        throw new EndOfStreamException("The owner went away.");
    }
}
