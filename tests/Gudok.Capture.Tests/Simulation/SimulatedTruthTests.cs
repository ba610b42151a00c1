using Gudok.Calls;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

/// <summary>Captures whose truth is known, read and assembled: nothing may differ.</summary>
public sealed class SimulatedTruthTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    public async Task Every_simulated_call_is_assembled_as_it_was_planned(ulong seed)
    {
        var truth = new List<SimulatedCall>();
        using var file = new MemoryStream();
        var written = await PcapSimulation.WriteAsync(file, new SimulationOptions { Calls = 3000, Seed = seed, MissingByeShare = 0.01 }, truth.Add);
        file.Position = 0;

        var read = AssemblingSink.Read(file, "simulated", new AssemblyOptions { TrustAllIdentitySources = true });

        Assert.Equal(written.Messages, read.Messages);
        Assert.Equal(0, read.Ignored);
        Assert.Equal(truth.Count, read.Calls.Count);
        var wrong = truth.Select(call => Difference(call, read.Calls[call.CallId])).Where(text => text.Length > 0).ToArray();
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {truth.Count} differ:\n{string.Join('\n', wrong.Take(20))}");
    }

    [Fact]
    public void Recording_of_Kamailio_is_assembled_as_tshark_reads_it()
    {
        using var file = File.OpenRead(KamailioRecording.Path);

        var read = AssemblingSink.Read(file, "recording", new AssemblyOptions());

        Assert.Equal(0, read.Ignored);
        Assert.Equal(KamailioRecording.Calls.Count, read.Calls.Count);
        foreach (var expected in KamailioRecording.Calls)
        {
            var call = read.Calls[expected.CallId];
            Assert.Equal(
                (expected.Disposition, expected.SipStatus, expected.StartedAt, expected.RingingAt, expected.AnsweredAt, expected.EndedAt, expected.EndedBy),
                (call.Disposition.ToString(), call.SipStatus, call.StartedAt, call.RingingAt, call.AnsweredAt, call.EndedAt, call.EndedBy.ToString()));
            Assert.Equal((expected.Caller, expected.Dialled), (call.Caller.ToFullText(), call.Dialled.ToFullText()));
        }
    }

    private static string Difference(SimulatedCall truth, ObservedCall call)
    {
        var differences = new List<string>();
        Compare("from-tag", truth.FromTag, call.FromTag);
        Compare("caller", truth.Caller, Digits(call.Caller.ToFullText()));
        Compare("dialled", truth.Dialled, Digits(call.Dialled.ToFullText()));
        Compare("callee", truth.Callee, Digits(call.Callee.ToFullText()));
        Compare("withheld", truth.IsWithheld, call.Withheld);
        Compare("start", truth.StartedAt, call.StartedAt);
        Compare("ringing", truth.RingingAt, call.RingingAt);
        Compare("answer", truth.AnsweredAt, call.AnsweredAt);
        if (truth.EndedAt is not null) Compare("end", truth.EndedAt, call.EndedAt);
        if (truth.EndedAt is not null) Compare("ended by", truth.EndedBy, call.EndedBy);
        Compare("end estimated", truth.EndedAt is null, call.IsEndEstimated);
        Compare("early media", truth.EarlyMediaMs, call.EarlyMediaMs);
        Compare("disposition", truth.Disposition, call.Disposition);
        Compare("status", truth.SipStatus, call.SipStatus);
        Compare("transfer", truth.Transfer, call.Transfer);
        return differences.Count == 0 ? "" : $"{truth}: {string.Join(", ", differences)}";

        void Compare<T>(string what, T expected, T actual)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual)) differences.Add($"{what} {expected} but {actual}");
        }
    }

    // An extension's full text may carry its realm.
    private static string Digits(string text) => text.Split('@')[0];
}
