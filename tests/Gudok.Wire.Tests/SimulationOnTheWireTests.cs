using Gudok.Calls;
using Gudok.Capture;

namespace Gudok.Wire.Tests;

public sealed class SimulationOnTheWireTests
{
    [Fact]
    public async Task Simulated_capture_is_read_by_tshark_with_the_same_facts()
    {
        WireTools.SkipUnlessInstalled(WireTools.Tshark);
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "simulated.pcap");
        var truth = new List<SimulatedCall>();
        var options = new SimulationOptions { Calls = 1000, Seed = 21 };
        await using (var stream = File.Create(file))
            await PcapSimulation.WriteAsync(stream, options, truth.Add, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("", await ReadAsync(folder.Path, file, "_ws.malformed || !sip || ip.checksum.status == 0 || udp.checksum.status == 0"));
        Assert.Equal(truth.Sum(call => call.Messages), (await ReadAsync(folder.Path, file, "sip")).Count(letter => letter == '\n'));
        var calls = (await TsharkCall.ReadAsync(file, TestContext.Current.CancellationToken)).ToDictionary(call => call.CallId);
        foreach (var expected in truth.Where(call => call.Disposition == CallDisposition.Answered))
        {
            var read = calls[expected.CallId];
            Assert.Equal(
                (expected.StartedAt, expected.AnsweredAt, expected.EndedAt, expected.EndedBy),
                (read.StartedAt, read.AnsweredAt, read.EndedAt, read.EndedBy));
        }
    }

    private static Task<string> ReadAsync(string folder, string file, string filter) => ForeignProcess.RunAsync(
        WireTools.Tshark,
        folder,
        ["-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-r", file, "-Y", filter, "-T", "fields", "-e", "frame.number"],
        TestContext.Current.CancellationToken);
}
