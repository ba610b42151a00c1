using System.Buffers;
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

    [Fact]
    public void State_of_another_version_is_refused()
    {
        var assembler = new Assembler();
        Assert.False(assembler.Legs.Restore(new byte[] { 99 }));
        Assert.False(assembler.Joins.Restore(new byte[] { 99 }));
    }

    [Fact]
    public void State_that_is_cut_short_throws()
    {
        var ladder = new Ladder();
        ladder.Leg("c", "alice", "bob").Send(0, "INVITE");
        var assembler = new Assembler();
        assembler.Feed(ladder.InOrder);
        var state = new ArrayBufferWriter<byte>();
        assembler.Legs.Save(state);
        Assert.Throws<InvalidDataException>(() => new Assembler().Legs.Restore(state.WrittenMemory[..^1]));
    }

    private static string Describe(IEnumerable<ObservedCall> calls) => string.Join('\n', calls
        .Select(call => $"{call with { Legs = [], Messages = [] }} {string.Join(' ', call.Legs)}").Order(StringComparer.Ordinal));
}
