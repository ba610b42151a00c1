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
    private readonly HepTcpReceiver? _tls;
    private readonly ITimer _kernel;

    private HepListener(HepUdpReceiver udp, HepTcpReceiver tcp, HepTcpReceiver? tls, TimeProvider clock)
    {
        _tls = tls;
        _udp = udp;
        _tcp = tcp;
        _kernel = clock.CreateTimer(_ => udp.CountKernelDrops(), null, KernelPause, KernelPause);
    }

    /// <summary>The address that is listened on.</summary>
    public IPEndPoint Endpoint => _udp.Endpoint;

    /// <summary>The address that is listened on for TLS; null without.</summary>
    public IPEndPoint? TlsEndpoint => _tls?.Endpoint;

    /// <summary>Binds the sockets and begins to receive.</summary>
    /// <param name="options">Where, and from whom.</param>
    /// <param name="capture">Takes what was decoded.</param>
    /// <param name="counters">Count it.</param>
    /// <param name="clock">Tells when it came.</param>
    /// <param name="logger">Is told when connections cannot be accepted.</param>
    /// <param name="interfaces">What is captured besides; begins with HEP.</param>
    /// <param name="relay">Gets all that is admitted, too; null for none.</param>
    /// <exception cref="CaptureException">GDK-5002: the address is no address, taken, or not ours. GDK-5005: a key file cannot be read. GDK-5009: a certificate cannot be.</exception>
    public static HepListener Start(HepOptions options, LiveCapture capture, CaptureCounters counters, TimeProvider clock, ILogger logger, InterfaceListener? interfaces = null, HepRelay? relay = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        if (!IPEndPoint.TryParse(options.Endpoint, out var endpoint))
            throw new CaptureException(CaptureFaults.CannotListen, $"\"{options.Endpoint}\" is no address to receive HEP on: give one such as 127.0.0.1:9060");
        var admission = HepAdmission.Of(options);
        var above = options.Tls.Endpoint.Length == 0 ? null : new HepTls(options.Tls, clock, logger);
        var listenedOn = options.Tls.Endpoint;
        HepTcpReceiver? tls = null;
        try
        {
            if (above is not null) tls = new HepTcpReceiver(IPEndPoint.Parse(options.Tls.Endpoint), options, admission, capture, counters, clock, logger, tls: above, relay: relay);
            listenedOn = options.Endpoint;
            var (udp, tcp) = Bind();
            udp.Start();
            tcp.Start();
            tls?.Start();
            interfaces?.Begin();
            ILiveInput[] inputs = tls is null ? [udp, tcp] : [udp, tcp, tls];
            capture.NoteReceiving([.. inputs, .. interfaces?.Inputs ?? []]);
            return new HepListener(udp, tcp, tls, clock);
        }
        catch (SocketException refused)
        {
            tls?.Close();
            var mend = listenedOn == options.Endpoint ? "with --hep HOST:PORT" : "in Hep:Tls:Endpoint";
            throw new CaptureException(CaptureFaults.CannotListen, $"cannot receive HEP on {listenedOn}: {refused.Message}; choose another address {mend}");
        }

        (HepUdpReceiver Udp, HepTcpReceiver Tcp) Bind()
        {
            for (var tried = 1; ; tried++)
            {
                var udp = new HepUdpReceiver(endpoint, options, admission, capture, counters, clock, relay);
                try
                {
                    return (udp, new HepTcpReceiver(udp.Endpoint, options, admission, capture, counters, clock, logger, relay: relay));
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
        if (_tls is not null) await _tls.DisposeAsync().ConfigureAwait(false);
    }
}
