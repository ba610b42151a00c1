using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class InMemoryLedgerSealsTests : LedgerSealsContract
{
    protected override ValueTask<ICallLedger> OpenAsync() => ValueTask.FromResult<ICallLedger>(new InMemoryCallLedger(Clock));

    // It keeps nothing.
    protected override ValueTask<ICallLedger?> ReopenAsync(ICallLedger ledger) => ValueTask.FromResult<ICallLedger?>(null);
}
