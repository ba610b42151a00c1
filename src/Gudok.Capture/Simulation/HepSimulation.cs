using System.Net;
using System.Net.Sockets;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Sends simulated traffic as HEP3 over UDP at the pace at which it would happen.</summary>
public static class HepSimulation
{
    private const int ProgressEvery = 256;

    /// <summary>Runs until all calls are over, or until it is cancelled.</summary>
    /// <param name="endpoint">Who listens for HEP.</param>
    /// <param name="options">What is simulated. Its <see cref="SimulationOptions.Start"/> is replaced by the present moment.</param>
    /// <param name="clock">What paces it.</param>
    /// <param name="onCall">Told the truth about each call; may be null.</param>
    /// <param name="progress">Told now and then how far it is, and at the end; may be null.</param>
    /// <param name="cancellationToken">Ends it; what was sent until then is returned.</param>
    /// <returns>How much was sent. UDP acknowledges nothing: whether it arrived shows at the listener.</returns>
    public static async Task<SimulationProgress> RunAsync(
        IPEndPoint endpoint,
        SimulationOptions options,
        TimeProvider clock,
        Action<SimulatedCall>? onCall = null,
        IProgress<SimulationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(options);
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        var simulator = new CallSimulator(options with { Start = Instant.Now(clock) }, onCall);
        var address = endpoint.Serialize();
        var packet = new byte[HepWriter.EnvelopeLength + MessageText.MaxLength];
        while (simulator.MoveNext())
        {
            if (!await TryWaitAsync(simulator.Time, clock, cancellationToken).ConfigureAwait(false)) break;
            var length = Wrap(packet, simulator.Current, options);

            // Not connected: on a connected socket a listener that is not there yet would turn sends into errors.
            await socket.SendToAsync(packet.AsMemory(0, length), SocketFlags.None, address, CancellationToken.None).ConfigureAwait(false);
            if (simulator.Messages % ProgressEvery == 0) progress?.Report(At(simulator, clock));
        }

        var done = At(simulator, clock);
        progress?.Report(done);
        return done;
    }

    private static SimulationProgress At(CallSimulator simulator, TimeProvider clock) =>
        new(simulator.Calls, simulator.Messages, Instant.Now(clock));

    private static int Wrap(Span<byte> packet, in SimulatedMessage message, SimulationOptions options)
    {
        return HepWriter.TryWrite(packet, message.ToEnvelope(options.CaptureAgent), message.Bytes, out var length)
            ? length
            : throw new InvalidOperationException("A simulated message exceeds its own limit.");
    }

    // Ticks of the system's timer are coarse; what is due within one goes out at once.
    private static async Task<bool> TryWaitAsync(Instant due, TimeProvider clock, CancellationToken cancellationToken)
    {
        var ahead = due - Instant.Now(clock);
        if (ahead < TimeSpan.FromMilliseconds(1)) return !cancellationToken.IsCancellationRequested;
        try
        {
            await Task.Delay(ahead, clock, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
