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
    private const int PiecePackets = 500_000;

    /// <summary>Arguments: <c>udp|tcp</c>, whom to send to, packets, and of UDP the rate.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var count = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        var rate = arguments.Length > 3 ? double.Parse(arguments[3], CultureInfo.InvariantCulture) : 0;
        var pieces = Make(count, rate > 0 ? count / rate : 20);
        var endpoint = IPEndPoint.Parse(arguments[1]);
        Console.WriteLine("ready");
        if (arguments[0] == "udp") SendDatagrams(endpoint, pieces, rate);
        else await SendStreamAsync(endpoint, pieces).ConfigureAwait(false);
        Console.WriteLine(pieces.Sum(piece => piece.Ends.Count));
        return 0;
    }

    // The traffic of so many seconds from now on: whatever the rate, no packet's time lies so far off that arrival would replace it.
    private static List<(byte[] Packets, List<int> Ends)> Make(int count, double seconds)
    {
        var options = new SimulationOptions
        {
            Calls = 0,
            Rate = count / (8 * seconds),
            MeanTalk = TimeSpan.FromSeconds(3),
            Start = Instant.Now(TimeProvider.System) + TimeSpan.FromSeconds(count / 150_000.0),
        };
        var simulator = new CallSimulator(options);
        var pieces = new List<(byte[], List<int>)>();
        while (count > 0)
        {
            var (packets, ends, length) = (new byte[Math.Min(count, PiecePackets) * 1024], new List<int>(PiecePackets), 0);
            while (ends.Count < Math.Min(count, PiecePackets) && simulator.MoveNext())
            {
                if (!HepWriter.TryWrite(packets.AsSpan(length), simulator.Current.ToEnvelope(1), simulator.Current.Bytes, out var written)) throw new InvalidOperationException("A piece is too small.");
                ends.Add(length += written);
            }

            pieces.Add((packets[..length], ends));
            count -= ends.Count;
        }

        return pieces;
    }

    private static void SendDatagrams(IPEndPoint endpoint, List<(byte[] Packets, List<int> Ends)> pieces, double rate)
    {
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(endpoint);
        var began = Stopwatch.GetTimestamp();
        var sent = 0L;
        foreach (var (packets, ends) in pieces)
        {
            var start = 0;
            foreach (var end in ends)
            {
                if (rate > 0 && sent % Burst == 0)
                {
                    // A sleep is coarser than a burst, and the processor is wanted by the receiver.
                    while (Stopwatch.GetElapsedTime(began).TotalSeconds * rate < sent) Thread.Yield();
                }

                socket.Send(packets.AsSpan(start, end - start));
                start = end;
                sent++;
            }
        }
    }

    private static async Task SendStreamAsync(IPEndPoint endpoint, List<(byte[] Packets, List<int> Ends)> pieces)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint).ConfigureAwait(false);
        var stream = client.GetStream();
        foreach (var (packets, _) in pieces)
        {
            for (var at = 0; at < packets.Length; at += StreamPiece)
                await stream.WriteAsync(packets.AsMemory(at, Math.Min(StreamPiece, packets.Length - at))).ConfigureAwait(false);
        }
    }
}
