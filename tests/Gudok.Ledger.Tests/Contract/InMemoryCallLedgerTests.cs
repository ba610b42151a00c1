using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class InMemoryCallLedgerTests : CallLedgerContract
{
    protected override ValueTask<ICallLedger> OpenAsync() => ValueTask.FromResult<ICallLedger>(new InMemoryCallLedger(Clock));
}
