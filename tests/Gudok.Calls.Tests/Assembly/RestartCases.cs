using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>Case 37: a restart in the middle of calls.</summary>
public sealed class RestartCases
{
    [Theory]
    [Case(37)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Restart_after_any_message_changes_no_record(int seed)
    {
        var steps = RandomTraffic.Make(seed, 12).InOrder;
        var undisturbed = Describe(Assembler.Run(steps).Given);
        for (var cut = 0; cut <= steps.Count; cut++)
        {
            var before = new Assembler();
            before.Feed(steps.Take(cut));
            var after = new Assembler();
            before.MoveTo(after);
            after.Feed(steps.Skip(cut));
            after.Finish();
            Assert.Equal((cut, undisturbed), (cut, Describe(before.Given.Concat(after.Given))));
        }
    }

    [Fact]
    [Case(37)]
    public void Restart_keeps_the_messages_of_open_calls()
    {
        var options = new AssemblyOptions { KeepMessages = true };
        var ladder = new Ladder();
        ladder.Leg("c", "alice", "bob").Talk(0, 100, 2000, 9000);
        var before = new Assembler(options);
        before.Feed(ladder.InOrder.Take(3));
        var after = new Assembler(options);
        before.MoveTo(after);
        after.Feed(ladder.InOrder.Skip(3));
        after.Finish();
        Assert.Equal(ladder.InOrder.Select(step => step.Bytes), Assert.Single(after.Given).Messages.Select(message => message.Bytes.ToArray()));
    }

    [Theory]
    [Case(37)]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    [InlineData(3, 50)]
    public void Restart_from_many_savings_changes_no_record(int seed, int kept)
    {
        var steps = RandomTraffic.Make(seed, 12).InOrder;
        var undisturbed = Describe(Assembler.Run(steps).Given);
        var before = new Assembler();
        var log = new SavingLog();
        for (var cut = 0; cut <= steps.Count; cut++)
        {
            log.Save(before, kept);
            var after = new Assembler();
            Assert.True(log.Restore(after));
            Assert.Equal((before.Legs.HeldCalls, before.Joins.HeldGroups), (after.Legs.HeldCalls, after.Joins.HeldGroups));
            after.Feed(steps.Skip(cut));
            after.Finish();
            Assert.Equal((cut, undisturbed), (cut, Describe(before.Given.Concat(after.Given))));
            before.Feed(steps.Skip(cut).Take(1));
        }
    }

    [Fact]
    public void Saving_costs_what_changed()
    {
        var ladder = new Ladder();
        for (var index = 0; index < 100; index++) ladder.Leg($"c{index}", "alice", "bob").Send(index, "INVITE");
        ladder.Leg("c50", "alice", "bob").Answer(1000, 180, "b");
        var assembler = new Assembler();
        var log = new SavingLog();
        assembler.Feed(ladder.InOrder.SkipLast(1));
        var all = log.Save(assembler);
        Assert.Equal(0, log.Save(assembler));
        assembler.Feed(ladder.InOrder.TakeLast(1));
        Assert.InRange(log.Save(assembler), 1, all / 50);
    }

    [Fact]
    public void Savings_that_are_thrown_away_hold_nothing_that_counts()
    {
        var steps = RandomTraffic.Make(5, 60).InOrder;
        var assembler = new Assembler();
        var log = new SavingLog();
        foreach (var step in steps)
        {
            assembler.Feed([step]);
            log.Save(assembler, kept: 3);
        }

        // Each call was in one of the last three savings, though most were quiet for much longer.
        Assert.Equal(3, log.Parts.Select(part => part.Number).Distinct().Count());
        var other = new Assembler();
        Assert.True(log.Restore(other));
        Assert.Equal((assembler.Legs.HeldCalls, assembler.Journal.Octets), (other.Legs.HeldCalls, other.Journal.Octets));
    }

    [Fact]
    public void Large_savings_are_cut_into_parts()
    {
        var ladder = new Ladder();
        for (var index = 0; index < 8000; index++) ladder.Leg($"c{index}", "alice", "bob").Send(index, "INVITE").Answer(10_000, 180, "b");
        var assembler = new Assembler();
        assembler.Feed(ladder.InOrder);
        var log = new SavingLog();
        log.Save(assembler);
        Assert.InRange(log.Parts.Count, 2, 5);
        var other = new Assembler();
        Assert.True(log.Restore(other));
        Assert.Equal(8000, other.Legs.HeldCalls);
    }

    [Fact]
    public void State_of_another_version_is_refused()
    {
        var log = new SavingLog { Head = [99] };
        Assert.False(log.Restore(new Assembler()));
    }

    [Fact]
    public void State_that_is_cut_short_throws()
    {
        var ladder = new Ladder();
        ladder.Leg("c", "alice", "bob").Send(0, "INVITE");
        var assembler = new Assembler();
        assembler.Feed(ladder.InOrder);
        var log = new SavingLog();
        log.Save(assembler);
        var part = log.Parts[0] with { Octets = log.Parts[0].Octets[..^1] };
        var other = new Assembler();
        Assert.Throws<InvalidDataException>(() => other.Journal.Restore(other.Legs, other.Joins, log.Head, [part]));
    }

    internal static string Describe(IEnumerable<ObservedCall> calls) => string.Join('\n', calls
        .Select(call => $"{call with { Legs = [], Messages = [] }} {string.Join(' ', call.Legs)}").Order(StringComparer.Ordinal));
}
