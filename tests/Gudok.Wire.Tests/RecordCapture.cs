using System.Globalization;
using Gudok.Sip;

namespace Gudok.Wire.Tests;

/// <summary>Records the capture that ships in <c>tests/Gudok.Testing/Captures</c>. Run by <c>tools/record-capture</c> only.</summary>
public sealed class RecordCapture
{
    private const string FolderVariable = "GUDOK_RECORD";

    private static readonly WireLoad[] Loads =
    [
        new(WireOutcome.Answered, 8, 2), new(WireOutcome.CalleeHangsUp, 5, 2), new(WireOutcome.Busy, 5, 2), new(WireOutcome.NoAnswer, 5, 2),
        new(WireOutcome.Cancelled, 5, 2), new(WireOutcome.Challenged, 5, 2), new(WireOutcome.Forked, 3, 1), new(WireOutcome.Declined, 4, 2),
    ];

    [Fact(Explicit = true)]
    public async Task Record_the_capture_that_ships()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var target = Environment.GetEnvironmentVariable(FolderVariable)
            ?? throw new InvalidOperationException($"{FolderVariable} must name the folder to write to.");
        using var folder = new TemporaryFolder();
        await using var receiver = new HepReceiver();
        var recorded = await WireRun.PlayAsync(folder.Path, receiver.Port, Loads, cancellationToken);
        var calls = await TsharkCall.ReadAsync(recorded, cancellationToken);
        Assert.Equal(Loads.Sum(load => load.Calls), calls.Count);

        File.Copy(recorded, Path.Combine(target, "kamailio-sipp.pcap"), overwrite: true);
        string[] head = ["call_id\tcaller\tdialled\tdisposition\tstatus\tstarted_at\tringing_at\tanswered_at\tended_at\tended_by"];
        await File.WriteAllLinesAsync(Path.Combine(target, "kamailio-sipp.pcap.calls.tsv"), head.Concat(calls.Select(Row)), cancellationToken);
    }

    private static string Row(TsharkCall call) => string.Join(
        '\t', call.CallId, call.Caller, call.Dialled, call.Disposition, call.SipStatus.ToString(CultureInfo.InvariantCulture),
        call.StartedAt, Text(call.RingingAt), Text(call.AnsweredAt), Text(call.EndedAt), call.EndedBy);

    private static string Text(Instant? time) => time?.ToString() ?? "";
}
