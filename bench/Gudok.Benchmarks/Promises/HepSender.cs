using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gudok.Capture;
using Gudok.Sip;

namespace Gudok.Benchmarks;

/// <summary>The other process of <see cref="HepLive"/>: makes all packets, says so, then sends them at a rate or as fast as it can.</summary>
internal static class HepSender
{
    private const int Burst = 32;
    private const int StreamPiece = 64 << 10;

    /// <summary>Arguments: <c>udp|tcp</c>, whom to send to, packets, and of UDP the rate.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var count = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        var rate = arguments.Length > 3 ? double.Parse(arguments[3], CultureInfo.InvariantCulture) : 0;
        var (packets, ends) = Make(count);
        var endpoint = IPEndPoint.Parse(arguments[1]);
        Console.WriteLine("ready");
        if (arguments[0] == "udp") SendDatagrams(endpoint, packets, ends, rate);
        else await SendStreamAsync(endpoint, packets).ConfigureAwait(false);
        Console.WriteLine(ends.Count);
        return 0;
    }

    // Twenty seconds of traffic from now on: whatever the rate, no packet's time lies so far off that arrival would replace it.
    private static (byte[] Packets, List<int> Ends) Make(int count)
    {
        var options = new SimulationOptions { Calls = 0, Rate = count / 160.0, MeanTalk = TimeSpan.FromSeconds(3), Start = Instant.Now(TimeProvider.System) };
        var simulator = new CallSimulator(options);
        var packets = new byte[count * 1024];
        var ends = new List<int>(count);
        var length = 0;
        while (ends.Count < count && simulator.MoveNext())
        {
            if (!HepWriter.TryWrite(packets.AsSpan(length), simulator.Current.ToEnvelope(1), simulator.Current.Bytes, out var written)) break;
            ends.Add(length += written);
        }

        return (packets[..length], ends);
    }

    private static void SendDatagrams(IPEndPoint endpoint, byte[] packets, List<int> ends, double rate)
    {
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(endpoint);
        var began = Stopwatch.GetTimestamp();
        var start = 0;
        for (var at = 0; at < ends.Count; at++)
        {
            if (rate > 0 && at % Burst == 0)
            {
                // A sleep is coarser than a burst, and the processor is wanted by the receiver.
                while (Stopwatch.GetElapsedTime(began).TotalSeconds * rate < at) Thread.Yield();
            }

            socket.Send(packets.AsSpan(start, ends[at] - start));
            start = ends[at];
        }
    }

    private static async Task SendStreamAsync(IPEndPoint endpoint, byte[] packets)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint).ConfigureAwait(false);
        var stream = client.GetStream();
        for (var at = 0; at < packets.Length; at += StreamPiece)
            await stream.WriteAsync(packets.AsMemory(at, Math.Min(StreamPiece, packets.Length - at))).ConfigureAwait(false);
    }
}
