using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gudok.Capture;

/// <summary>What the program itself takes of the machine, as metrics of the meter <c>Gudok.Process</c>, by the names that Prometheus' own libraries give them.</summary>
internal sealed class ProcessMetrics : IDisposable
{
    private readonly Meter _meter = new("Gudok.Process");
    private readonly Process _process = Process.GetCurrentProcess();

    /// <summary>Registers the instruments.</summary>
    public ProcessMetrics()
    {
        _meter.CreateObservableCounter("process_cpu_seconds", () => Now().TotalProcessorTime.TotalSeconds, null, "Processor time of the program, of all cores together");
        _meter.CreateObservableGauge("process_resident_memory_bytes", () => Now().WorkingSet64, null, "Memory of the machine that the program holds");
        _meter.CreateObservableGauge("process_threads", () => Now().Threads.Count, null, "Threads of the program");
        _meter.CreateObservableGauge(
            "process_start_time_seconds", () => new DateTimeOffset(_process.StartTime).ToUnixTimeMilliseconds() / 1000.0, null, "When the program was started, in seconds since 1970");
        _meter.CreateObservableGauge("gudok_heap_bytes", () => GC.GetGCMemoryInfo().HeapSizeBytes, null, "Objects of the program after the last collection, with what that one left for a later one");
        _meter.CreateObservableGauge("gudok_heap_committed_bytes", () => GC.GetGCMemoryInfo().TotalCommittedBytes, null, "Memory set aside for objects");
        _meter.CreateObservableCounter("gudok_heap_collections", Collections, null, "Collections by generation");
        _meter.CreateObservableCounter("gudok_heap_pause_seconds", () => GC.GetTotalPauseDuration().TotalSeconds, null, "How long all collections together stopped the program");
    }

    /// <summary>Removes the instruments.</summary>
    public void Dispose()
    {
        _meter.Dispose();
        _process.Dispose();
    }

    private Process Now()
    {
        _process.Refresh();
        return _process;
    }

    // A collection of a generation is one of those below it too: told apart here.
    private static IEnumerable<Measurement<long>> Collections() => Enumerable.Range(0, GC.MaxGeneration + 1).Select(generation =>
    {
        var older = generation < GC.MaxGeneration ? GC.CollectionCount(generation + 1) : 0;
        return new Measurement<long>(GC.CollectionCount(generation) - older, new KeyValuePair<string, object?>("generation", generation));
    });
}
