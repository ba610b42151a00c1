using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Writes simulated traffic as a pcap file.</summary>
public static class PcapSimulation
{
    private const long ProgressEvery = 4096;

    /// <summary>Writes all messages of a simulation, which must have an end, as UDP over Ethernet.</summary>
    /// <param name="stream">Where to write; stays open.</param>
    /// <param name="options">What is simulated; <see cref="SimulationOptions.Calls"/> above 0.</param>
    /// <param name="onCall">Told the truth about each call; may be null.</param>
    /// <param name="progress">Told now and then how far it is, and at the end; may be null.</param>
    /// <param name="cancellationToken">Stops between two messages; the file is then cut but readable.</param>
    /// <returns>How much was written.</returns>
    public static Task<SimulationProgress> WriteAsync(
        Stream stream,
        SimulationOptions options,
        Action<SimulatedCall>? onCall = null,
        IProgress<SimulationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Calls);
        return Task.Run(() => Write(stream, new CallSimulator(options, onCall), progress, cancellationToken), cancellationToken);
    }

    private static SimulationProgress Write(
        Stream stream, CallSimulator simulator, IProgress<SimulationProgress>? progress, CancellationToken cancellationToken)
    {
        using var writer = new PcapWriter(stream, leaveOpen: true);
        var reached = default(Instant);
        while (simulator.MoveNext())
        {
            var message = simulator.Current;
            reached = message.Time;
            writer.WriteUdp(message.Time, message.Source, message.Destination, message.Bytes);
            if (simulator.Messages % ProgressEvery != 0) continue;
            progress?.Report(new SimulationProgress(simulator.Calls, simulator.Messages, reached));
            cancellationToken.ThrowIfCancellationRequested();
        }

        var done = new SimulationProgress(simulator.Calls, simulator.Messages, reached);
        progress?.Report(done);
        return done;
    }
}
