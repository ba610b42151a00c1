using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class InMemoryRetentionTests : CallRetentionContract
{
    protected override ValueTask<IRetainingLedger> OpenAsync() => ValueTask.FromResult<IRetainingLedger>(new InMemoryCallLedger(Clock, 3650));

    /// <summary>The model forgets records and keeps the leaves of their days: it has no heads of dropped ones.</summary>
    public override Task The_chain_tells_of_the_drop_and_a_held_record_is_still_proved() => Task.CompletedTask;
}
