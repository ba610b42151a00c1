using BenchmarkDotNet.Attributes;
using Gudok.Calls;
using Gudok.Capture;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Benchmarks;

/// <summary>What does it cost to make calls of messages, beside reading the messages? Each operation is one message; a fresh assembly each time.</summary>
[MemoryDiagnoser]
public class AssemblyBenchmarks
{
    private const int Messages = 50_000;
    private List<TrafficMessage> _traffic = [];
    private readonly PartyReader _parties = new(new PartyOptions());

    [GlobalSetup]
    public void Simulate() => _traffic = [.. Traffic.Of(9_000).Take(Messages)];

    /// <summary>The parser alone.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public int ReadMessages()
    {
        var total = 0;
        foreach (var one in _traffic)
        {
            if (SipMessage.TryRead(one.Bytes, SipFraming.Datagram, SipLimits.Frames, out var message, out _, out _) == SipReadStatus.Complete)
                total += message.CallId.Length;
        }

        return total;
    }

    /// <summary>Parser, legs, joins.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public int AssembleCalls() => Assemble(new AssemblyOptions());

    /// <summary>The same, and every message kept for its ladder.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public int AssembleCallsWithMessages() => Assemble(new AssemblyOptions { KeepMessages = true });

    private int Assemble(AssemblyOptions options)
    {
        var pipeline = new CallPipeline(options, _parties, new CaptureCounters());
        foreach (var one in _traffic) pipeline.OnFrame(one.ToFrame());
        pipeline.Finish();
        return pipeline.Finished.Count;
    }
}
