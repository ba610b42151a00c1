using System.Net;
using System.Net.Sockets;

namespace Gudok.Capture;

/// <summary>Receives HEP over UDP and TCP on one address.</summary>
public sealed class HepListener : IAsyncDisposable
{
    private static readonly TimeSpan KernelPause = TimeSpan.FromSeconds(1);

    private readonly HepUdpReceiver _udp;
    private readonly HepTcpReceiver _tcp;
    private readonly ITimer _kernel;

    private HepListener(HepUdpReceiver udp, HepTcpReceiver tcp, CaptureCounters counters, TimeProvider clock)
    {
        _udp = udp;
        _tcp = tcp;
        _kernel = clock.CreateTimer(_ => ReadKernel(counters), null, KernelPause, KernelPause);
    }

    /// <summary>The address that is listened on.</summary>
    public IPEndPoint Endpoint => _udp.Endpoint;

    /// <summary>Binds both sockets and begins to receive.</summary>
    /// <exception cref="CaptureException">GDK-5002: the address is no address, taken, or not ours.</exception>
    public static HepListener Start(HepOptions options, LiveCapture capture, CaptureCounters counters, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        if (!IPEndPoint.TryParse(options.Endpoint, out var endpoint))
            throw new CaptureException(CaptureFaults.CannotListen, $"\"{options.Endpoint}\" is no address to receive HEP on: give one such as 127.0.0.1:9060");
        HepUdpReceiver? udp = null;
        try
        {
            udp = new HepUdpReceiver(endpoint, options, capture, counters, clock);
            var tcp = new HepTcpReceiver(udp.Endpoint, options, capture, counters, clock);
            udp.Start();
            tcp.Start();
            capture.NoteReceiving();
            return new HepListener(udp, tcp, counters, clock);
        }
        catch (SocketException refused)
        {
            udp?.Dispose();
            throw new CaptureException(
                CaptureFaults.CannotListen,
                $"cannot receive HEP on {options.Endpoint}: {refused.Message}; choose another address with --hep HOST:PORT");
        }
    }

    /// <summary>Stops receiving; what was received is worked off by the capture behind it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _kernel.DisposeAsync().ConfigureAwait(false);
        _udp.Dispose();
        await _tcp.DisposeAsync().ConfigureAwait(false);
    }

    private void ReadKernel(CaptureCounters counters)
    {
        if (KernelDrops.Read(_udp.Endpoint) is { } drops) counters.SetDropped(DropPlace.Kernel, drops);
    }
}
