using Gudok.Ledger;
using Gudok.Testing;

namespace Gudok.Postgres.Tests;

[Trait("Needs", "packages")]
public sealed class PostgresLedgerSealsTests : LedgerSealsContract
{
    private readonly OpenedLedgers _ledgers;

    public PostgresLedgerSealsTests(SharedCluster shared) => _ledgers = new OpenedLedgers(shared, Clock);

    protected override async ValueTask<ICallLedger> OpenAsync() => await _ledgers.OpenAsync();

    protected override async ValueTask<ICallLedger?> ReopenAsync(ICallLedger ledger)
    {
        await ledger.DisposeAsync();
        return await _ledgers.OpenAsync(_ledgers.Server!, new SeededDayKeys(7));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _ledgers.DisposeAsync();
    }
}
