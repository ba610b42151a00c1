using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

public sealed class LiveCaptureTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Capture_whose_recording_runs_out_of_memory_says_so_and_can_be_ended()
    {
        using var folder = new TestFolder();
        using var keys = KeyRing.CreateEphemeral();
        var ladder = new Ladder();
        ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 60_000);
        var clock = new ManualClock(ladder.At(0).ToDateTimeOffset());
        var capture = LiveCapture.Start(
            folder.Path, new BrokenIntake(), new AssemblyOptions(), new PartyReader(new PartyOptions()), keys, new CaptureCounters(), clock, new LogLines());
        foreach (var step in ladder.InOrder) ((ILiveSink)capture).Accept(step.ToFrame(), "test");
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<InsufficientMemoryException>(await capture.Failed.WaitAsync(Longest));
        await capture.DisposeAsync().AsTask().WaitAsync(Longest);
    }

    private sealed class BrokenIntake : ICallIntake
    {
        public ValueTask<IntakeReport> RecordAsync(IReadOnlyList<ObservedCall> calls, CancellationToken cancellationToken) => throw new InsufficientMemoryException();
    }
}
