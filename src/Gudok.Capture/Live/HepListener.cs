using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary>Receives HEP over UDP and TCP on one address.</summary>
public sealed class HepListener : IAsyncDisposable
{
    private static readonly TimeSpan KernelPause = TimeSpan.FromSeconds(1);

    // Port 0 lets the kernel choose, and it chooses for UDP: the same port of TCP may be in use.
    private const int PortsTried = 16;

    private readonly HepUdpReceiver _udp;
    private readonly HepTcpReceiver _tcp;
    private readonly ITimer _kernel;

    private HepListener(HepUdpReceiver udp, HepTcpReceiver tcp, TimeProvider clock)
    {
        _udp = udp;
        _tcp = tcp;
        _kernel = clock.CreateTimer(_ => udp.CountKernelDrops(), null, KernelPause, KernelPause);
    }

    /// <summary>The address that is listened on.</summary>
    public IPEndPoint Endpoint => _udp.Endpoint;

    /// <summary>Binds both sockets and begins to receive.</summary>
    /// <param name="options">Where, and from whom.</param>
    /// <param name="capture">Takes what was decoded.</param>
    /// <param name="counters">Count it.</param>
    /// <param name="clock">Tells when it came.</param>
    /// <param name="logger">Is told when connections cannot be accepted.</param>
    /// <exception cref="CaptureException">GDK-5002: the address is no address, taken, or not ours. GDK-5005: a key file cannot be read.</exception>
    public static HepListener Start(HepOptions options, LiveCapture capture, CaptureCounters counters, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        if (!IPEndPoint.TryParse(options.Endpoint, out var endpoint))
            throw new CaptureException(CaptureFaults.CannotListen, $"\"{options.Endpoint}\" is no address to receive HEP on: give one such as 127.0.0.1:9060");
        var admission = HepAdmission.Of(options);
        try
        {
            var (udp, tcp) = Bind();
            udp.Start();
            tcp.Start();
            capture.NoteReceiving(udp, tcp);
            return new HepListener(udp, tcp, clock);
        }
        catch (SocketException refused)
        {
            throw new CaptureException(
                CaptureFaults.CannotListen,
                $"cannot receive HEP on {options.Endpoint}: {refused.Message}; choose another address with --hep HOST:PORT");
        }

        (HepUdpReceiver Udp, HepTcpReceiver Tcp) Bind()
        {
            for (var tried = 1; ; tried++)
            {
                var udp = new HepUdpReceiver(endpoint, options, admission, capture, counters, clock);
                try
                {
                    return (udp, new HepTcpReceiver(udp.Endpoint, options, admission, capture, counters, clock, logger));
                }
                catch (SocketException taken)
                {
                    udp.Dispose();
                    if (endpoint.Port != 0 || taken.SocketErrorCode != SocketError.AddressAlreadyInUse || tried == PortsTried) throw;
                }
            }
        }
    }

    /// <summary>Stops receiving; what was received is worked off by the capture behind it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _kernel.DisposeAsync().ConfigureAwait(false);
        _udp.Dispose();
        await _tcp.DisposeAsync().ConfigureAwait(false);
    }
}
