using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class InMemoryAmendmentTests : CallAmendmentContract
{
    protected override ValueTask<ICallLedger> OpenAsync() => ValueTask.FromResult<ICallLedger>(new InMemoryCallLedger(Clock));
}
