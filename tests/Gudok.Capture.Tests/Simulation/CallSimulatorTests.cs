using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Capture.Tests;

public sealed partial class CallSimulatorTests
{
    [Fact]
    public async Task Same_seed_gives_the_same_file()
    {
        var options = new SimulationOptions { Calls = 500, Seed = 7 };

        Assert.Equal(await FingerprintAsync(options), await FingerprintAsync(options));
        Assert.NotEqual(await FingerprintAsync(options), await FingerprintAsync(options with { Seed = 8 }));
    }

    [Fact]
    public void Facts_of_every_call_are_those_of_its_messages()
    {
        var truth = new List<SimulatedCall>();
        var seen = SeenCall.Read(new CallSimulator(new SimulationOptions { Calls = 5000, Seed = 3, MissingByeShare = 0.01 }, truth.Add));

        Assert.Equal(5000, truth.Count);
        Assert.Equal(5000, seen.Count);
        foreach (var call in truth) AssertSame(call, seen[call.CallId]);
    }

    [Fact]
    public void Messages_come_in_order_of_time_and_are_counted()
    {
        long messages = 0;
        var simulator = new CallSimulator(new SimulationOptions { Calls = 2000, Seed = 5 }, call => messages += call.Messages);
        var last = default(Instant);
        while (simulator.MoveNext())
        {
            Assert.True(simulator.Current.Time >= last);
            last = simulator.Current.Time;
        }

        Assert.Equal(messages, simulator.Messages);
        Assert.Equal(2000, simulator.Calls);
        Assert.Equal(0, simulator.OpenCalls);
        Assert.InRange(messages / 2000.0, 6.5, 8);
    }

    [Fact]
    public void Outcomes_and_numbers_are_spread_like_those_of_a_contact_centre()
    {
        var truth = new List<SimulatedCall>();
        Drain(new CallSimulator(new SimulationOptions { Calls = 20_000, Seed = 11 }, truth.Add));
        var customers = truth.Where(call => call.Direction == CallDirection.Inbound && call.TransferredFrom is null).Select(call => call.Caller).ToArray();

        Assert.InRange(Share(truth, call => call.Disposition == CallDisposition.Answered), 0.69, 0.75);
        foreach (var disposition in Enum.GetValues<CallDisposition>().Except([CallDisposition.Unknown]))
            Assert.Contains(truth, call => call.Disposition == disposition);
        Assert.InRange(Share(truth, call => call.Direction == CallDirection.Inbound), 0.76, 0.82);
        Assert.InRange(customers.Distinct().Count() / (double)customers.Length, 0.11, 0.16);
        Assert.All(customers, number => Assert.Matches(RussianNumber, number));
        Assert.Contains(truth, call => call.IsWithheld);
        Assert.Contains(truth, call => call.Transfer == CallTransfer.Blind);
        Assert.Contains(truth, call => call.Transfer == CallTransfer.Diverted && call.Callee != call.Dialled);
        Assert.Contains(truth, call => call.EarlyMediaMs > 0);
    }

    [Fact]
    public void Transferred_call_names_the_call_it_came_from()
    {
        var truth = new List<SimulatedCall>();
        Drain(new CallSimulator(new SimulationOptions { Calls = 5000, Seed = 2 }, truth.Add));

        var second = truth.First(call => call.TransferredFrom is not null);
        var first = truth[(int)second.TransferredFrom!.Value - 1];
        Assert.Equal(CallTransfer.Blind, first.Transfer);
        Assert.Equal(first.Caller, second.Caller);
        Assert.InRange(second.StartedAt.Micros, first.AnsweredAt!.Value.Micros, first.EndedAt!.Value.Micros);
    }

    [Fact]
    public void Withheld_caller_stands_in_the_asserted_identity_only()
    {
        var truth = new List<SimulatedCall>();
        var seen = SeenCall.Read(new CallSimulator(new SimulationOptions { Calls = 1000, Seed = 4 }, truth.Add));
        var call = truth.First(call => call.IsWithheld);
        var invite = seen[call.CallId].FirstInvite;

        Assert.Contains("anonymous.invalid", SeenCall.Header(invite, "From"), StringComparison.Ordinal);
        Assert.Contains(call.Caller[^10..], SeenCall.Header(invite, "P-Asserted-Identity"), StringComparison.Ordinal);
        Assert.Equal("id", SeenCall.Header(invite, "Privacy"));
    }

    [Fact]
    public void Invite_with_session_description_is_about_700_octets()
    {
        var seen = SeenCall.Read(new CallSimulator(new SimulationOptions { Calls = 1000 }));

        Assert.InRange(seen.Values.Average(call => Encoding.UTF8.GetByteCount(call.FirstInvite)), 650, 800);
    }

    [Fact]
    public void Endless_simulation_keeps_only_the_calls_in_progress()
    {
        var simulator = new CallSimulator(new SimulationOptions { Calls = 0, Rate = 20, MeanTalk = TimeSpan.FromSeconds(5) });
        for (var i = 0; i < 50_000; i++) Assert.True(simulator.MoveNext());

        Assert.InRange(simulator.OpenCalls, 1, 1500);
    }

    [Fact]
    public void Facts_print_no_number()
    {
        SimulatedCall? fact = null;
        Drain(new CallSimulator(new SimulationOptions { Calls = 1 }, call => fact = call));

        Assert.DoesNotMatch(@"\d{4}", fact!.ToString());
    }

    [GeneratedRegex(@"^\+7(9|495|499|812|343|383|846|831|351|861|863)\d+$", RegexOptions.None, 1000)]
    private static partial Regex RussianNumber { get; }

    private static double Share(List<SimulatedCall> truth, Func<SimulatedCall, bool> what) => truth.Count(what) / (double)truth.Count;

    private static void Drain(CallSimulator simulator)
    {
        while (simulator.MoveNext()) Assert.NotEqual(0, simulator.Current.Bytes.Length);
    }

    private static void AssertSame(SimulatedCall truth, SeenCall seen)
    {
        Assert.Equal(truth.FromTag, seen.FromTag);
        Assert.EndsWith(truth.Dialled.StartsWith('+') ? truth.Dialled[2..] : truth.Dialled, seen.FirstUri, StringComparison.Ordinal);
        Assert.Equal(truth.StartedAt, seen.StartedAt);
        Assert.Equal(truth.RingingAt, seen.RingingAt ?? seen.ProgressAt);
        Assert.Equal(truth.AnsweredAt, seen.AnsweredAt);
        Assert.Equal(truth.EndedAt, seen.AnsweredAt is null ? seen.RefusedAt : seen.ByeAt);
        Assert.Equal(truth.SipStatus, seen.FinalStatus);
        Assert.Equal(truth.Messages, seen.Messages);
        Assert.Equal(truth.EarlyMediaMs is null, seen.ProgressAt is null);
        if (seen.ByeAt is not null) Assert.Equal(truth.EndedBy, seen.IsByeFromCaller ? CallEnd.Caller : CallEnd.Callee);
    }

    private static async Task<string> FingerprintAsync(SimulationOptions options)
    {
        using var file = new MemoryStream();
        await PcapSimulation.WriteAsync(file, options);
        return Convert.ToHexString(SHA256.HashData(file.ToArray()));
    }
}
