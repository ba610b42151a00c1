using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

/// <summary>Imports whose reading side runs out of memory: the other sides are told and do not wait for it for ever.</summary>
public sealed class OutOfMemoryTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly PartyReader _parties = new(new PartyOptions());

    [Fact]
    public async Task Import_of_a_capture_that_runs_out_of_memory_ends()
    {
        // More packets than are read before the first word of progress.
        using var capture = new MemoryStream();
        await PcapSimulation.WriteAsync(capture, new SimulationOptions { Calls = 1_000, Seed = 7 }, _ => { });
        var import = new CaptureImport(new AssemblyOptions(), _parties);
        var running = import.RunAsync(new NoIntake(), CaptureReading.Begin(
            ["-"], () => new MemoryStream(capture.ToArray()), _ => throw new InsufficientMemoryException(), TimeProvider.System, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<InsufficientMemoryException>(() => running.WaitAsync(Longest));
    }

    [Fact]
    public async Task Import_of_records_that_runs_out_of_memory_ends()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "calls.jsonl");
        await File.WriteAllTextAsync(path, "{}\n");
        var import = new RecordImport(new NoIntake(), new ImportOptions(), _parties, TimeProvider.System);
        var running = import.RunAsync(
            [new RecordInput(path, new RecordSource(RecordFormat.Ndjson, "crm"))], () => Stream.Null, null, _ => throw new InsufficientMemoryException(), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InsufficientMemoryException>(() => running.WaitAsync(Longest));
    }

    private sealed class NoIntake : ICallIntake
    {
        public ValueTask<IntakeReport> RecordAsync(IReadOnlyList<ObservedCall> calls, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nothing was read whole.");
    }
}
