using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gudok.Capture;
using Gudok.Sip;

namespace Gudok.Benchmarks;

/// <summary>Makes the traffic of a contact centre on the loopback interface, as it is due: each of its hosts has an address of its own there. Writes what is true of each
/// call.</summary>
internal static class SipSender
{
    private const int Port = 5060;

    /// <summary>Arguments: seconds, calls a second, where to write the truth.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (seconds, rate) = (int.Parse(arguments[0], CultureInfo.InvariantCulture), double.Parse(arguments[1], CultureInfo.InvariantCulture));
        var truth = new StreamWriter(arguments[2]);
        await using var _ = truth.ConfigureAwait(false);
        var options = new SimulationOptions
        {
            Calls = (long)(seconds * rate),
            Rate = rate,
            IsEven = true,
            Seed = 7,
            MeanTalk = TimeSpan.FromSeconds(20),
            Start = Instant.Now(TimeProvider.System) + TimeSpan.FromSeconds(1),
        };
        var simulator = new CallSimulator(options, call => truth.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{call.CallId}\t{call.Disposition}\t{call.SipStatus}\t{(call.EndedAt - call.AnsweredAt)?.TotalMilliseconds ?? 0:F0}")));
        using var hosts = new Hosts();
        long sent = 0, late = 0;
        while (simulator.MoveNext())
        {
            var ahead = simulator.Time - Instant.Now(TimeProvider.System);
            if (ahead > TimeSpan.FromMilliseconds(1)) await Task.Delay(ahead).ConfigureAwait(false);
            late = Math.Max(late, (long)(Instant.Now(TimeProvider.System) - simulator.Time).TotalMilliseconds);
            hosts.Send(simulator.Current);
            sent++;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Calls:n0} calls, {sent:n0} messages sent, the latest {late:n0} ms after it was due"));
        return 0;
    }

    private sealed class Hosts : IDisposable
    {
        private readonly Dictionary<NetworkEndpoint, (Socket Socket, SocketAddress Address)> _hosts = [];

        public void Send(in SimulatedMessage message) =>
            HostOf(message.Source).Socket.SendTo(message.Bytes, SocketFlags.None, HostOf(message.Destination).Address);

        public void Dispose()
        {
            foreach (var (socket, _) in _hosts.Values) socket.Dispose();
        }

        // Bound and never read: what comes is thrown away by the kernel, without an ICMP error.
        private (Socket Socket, SocketAddress Address) HostOf(NetworkEndpoint simulated)
        {
            if (_hosts.TryGetValue(simulated, out var known)) return known;
            var number = _hosts.Count + 1;
            var at = new IPEndPoint(new IPAddress([127, 50, (byte)(number >> 8), (byte)number]), Port);
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4096 };
            socket.Bind(at);
            return _hosts[simulated] = (socket, at.Serialize());
        }
    }
}
