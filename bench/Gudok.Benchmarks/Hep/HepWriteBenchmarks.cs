using BenchmarkDotNet.Attributes;
using Gudok.Sip;

namespace Gudok.Benchmarks;

/// <summary>What does it cost to wrap a message, beside copying it?</summary>
[MemoryDiagnoser]
public class HepWriteBenchmarks
{
    private readonly byte[] _message = new byte[700];
    private readonly byte[] _buffer = new byte[1000];

    /// <summary>The payload alone.</summary>
    [Benchmark(Baseline = true)]
    public void CopyMessage() => _message.CopyTo(_buffer, 0);

    /// <summary>The whole packet.</summary>
    [Benchmark]
    public int WritePacket()
    {
        var envelope = new HepEnvelope
        {
            Time = new Instant(1_795_251_600_000_250),
            Source = NetworkEndpoint.FromIPv4(0xc000020a, 5060),
            Destination = NetworkEndpoint.FromIPv4(0xc6336414, 5060),
            Transport = TransportKind.Udp,
            PayloadKind = HepPayloadKind.Sip,
            CaptureAgent = 77,
        };
        return HepWriter.TryWrite(_buffer, envelope, _message, out var length) ? length : 0;
    }
}
