using BenchmarkDotNet.Attributes;
using Gudok.Capture;
using Gudok.Sip;

namespace Gudok.Benchmarks;

/// <summary>What does it cost to unwrap a HEP3 packet, beside walking its bare chunks? Input: the first messages of a simulated contact centre.</summary>
[MemoryDiagnoser]
public class HepReadBenchmarks
{
    private const int Packets = 1000;

    private readonly byte[][] _packets = new byte[Packets][];

    [GlobalSetup]
    public void WritePackets()
    {
        var simulator = new CallSimulator(new SimulationOptions { Calls = Packets });
        var buffer = new byte[HepWriter.MaxPacketLength];
        for (var at = 0; at < Packets && simulator.MoveNext(); at++)
        {
            var message = simulator.Current;
            var envelope = message.ToEnvelope(captureAgent: 77);
            if (HepWriter.TryWrite(buffer, envelope, message.Bytes, out var length)) _packets[at] = buffer[..length];
        }
    }

    /// <summary>The least that any reader does: sums the lengths of the chunks.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Packets)]
    public int WalkChunks()
    {
        var total = 0;
        foreach (var packet in _packets)
        {
            for (var at = 6; at < packet.Length;)
            {
                var length = packet[at + 4] << 8 | packet[at + 5];
                total += length;
                at += length;
            }
        }

        return total;
    }

    /// <summary>The whole packet with ends, time and payload.</summary>
    [Benchmark(OperationsPerInvoke = Packets)]
    public long ReadPackets()
    {
        var total = 0L;
        foreach (var bytes in _packets)
        {
            if (HepPacket.TryRead(bytes, out var packet, out _, out _) == HepReadStatus.Complete)
                total += packet.Payload.Length + packet.Source.Port + packet.Time.Micros;
        }

        return total;
    }
}
