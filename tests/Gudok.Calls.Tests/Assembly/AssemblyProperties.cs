using FsCheck;
using FsCheck.Fluent;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>What a call's record must not depend on.</summary>
public sealed class AssemblyProperties
{
    private const int Calls = 40;

    [Fact]
    public void Records_do_not_depend_on_the_number_of_partitions() => ForSomeSeeds(seed =>
    {
        var ladder = RandomTraffic.Make(seed, Calls);
        var one = Facts(Assembler.Run(ladder));
        foreach (var partitions in new[] { 2, 3, 7 }) Assert.Equal(one, Facts(Assembler.Run(ladder, partitions: partitions)));
    });

    [Fact]
    public void Records_do_not_depend_on_mirrored_copies() => ForSomeSeeds(seed =>
    {
        var steps = RandomTraffic.Make(seed, Calls).InOrder;
        Assert.Equal(Facts(Assembler.Run(steps)), Facts(Assembler.Run(steps.SelectMany(step => new[] { step, step }))));
    });

    [Fact]
    public void Records_do_not_depend_on_neighbours_that_were_swapped() => ForSomeSeeds(seed =>
    {
        var inOrder = RandomTraffic.Make(seed, Calls).InOrder;
        var random = new Random(seed);
        var swapped = inOrder.ToArray();
        for (var index = 1; index < swapped.Length; index++)
        {
            if (random.Next(4) == 0 && swapped[index].Time - swapped[index - 1].Time < TimeSpan.FromSeconds(1))
                (swapped[index - 1], swapped[index]) = (swapped[index], swapped[index - 1]);
        }

        Assert.Equal(Last(Assembler.Run(inOrder)), Last(Assembler.Run(swapped)));
    });

    [Fact]
    public void Records_do_not_depend_on_the_calls_that_were_followed_before() => ForSomeSeeds(seed =>
    {
        const double Later = 3_600_000;
        var before = RandomTraffic.Make(seed, Calls).InOrder.ToList();
        var steps = RandomTraffic.Make(unchecked(seed + 1), Calls, Later).InOrder.ToList();
        var used = new Assembler();
        used.Feed(before);
        used.Tick(steps[0].Time);
        Assert.Equal(0, used.Legs.OpenCalls);
        var given = used.Given.Count;
        used.Feed(steps);
        used.Finish();
        used.Given.RemoveRange(0, given);
        Assert.Equal(Facts(Assembler.Run(steps)), Facts(used));
    });

    [Fact]
    public void Every_call_has_one_record_whatever_is_lost() => ForSomeSeeds(seed =>
    {
        var random = new Random(seed);
        var steps = RandomTraffic.Make(seed, Calls).InOrder.Where(_ => random.Next(10) != 0).ToList();
        var assembler = Assembler.Run(steps);
        Assert.Equal(assembler.Calls.Count, assembler.Calls.DistinctBy(call => call.SessionId).Count());
        foreach (var call in assembler.Calls)
        {
            Assert.True(call.EndedAt >= call.StartedAt || call.IsStartEstimated);
            Assert.True(call.AnsweredAt is null || call.EndedAt >= call.AnsweredAt);
        }
    });

    private static void ForSomeSeeds(Action<int> check) =>
        FuzzTime.Repeat(() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => check(seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(30)));

    private static List<string> Facts(Assembler assembler) =>
        [.. assembler.Given.Select(Describe).Order(StringComparer.Ordinal)];

    private static List<string> Last(Assembler assembler) =>
        [.. assembler.Calls.Select(call => Describe(call with { Revision = 0 })).Order(StringComparer.Ordinal)];

    private static string Describe(ObservedCall call) => $"{call with { Legs = [], Messages = [] }} {string.Join(' ', call.Legs)}";
}
