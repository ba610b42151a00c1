using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Gudok.Wire.Tests;

/// <summary>A run of ports that are free on loopback for UDP and TCP, below the range the kernel gives out by itself.</summary>
internal sealed class LoopbackPorts(int first)
{
    private const int Lowest = 20_000;
    private const int Highest = 32_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private int _next = first;

    public int First { get; } = first;

    public int Last => _next - 1;

    public static LoopbackPorts Find(int count)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            var first = Random.Shared.Next(Lowest, Highest - count);
            if (Enumerable.Range(first, count).All(port => IsFree(port) && IsFree(port, ProtocolType.Tcp))) return new LoopbackPorts(first);
        }

        throw new InvalidOperationException($"No {count} free ports in a row.");
    }

    public int Take() => _next++;

    /// <summary>Waits until somebody has the port: foreign programs do not say when they are ready. It is only looked at: whoever tries to take it may
    /// be there just when the program does.</summary>
    public static async Task WaitTakenAsync(int port, ForeignProcess by, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        while (!IsListening(port))
        {
            if (by.HasExited) throw new InvalidOperationException($"It ended instead of listening on {port}:\n{by.Complaints}");
            await Task.Delay(20, deadline.Token);
        }
    }

    private static bool IsListening(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveUdpListeners().Any(listener => listener.Port == port);

    private static bool IsFree(int port, ProtocolType protocol = ProtocolType.Udp)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream, protocol);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
