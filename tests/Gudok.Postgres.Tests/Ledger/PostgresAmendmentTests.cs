using Gudok.Ledger;
using Gudok.Testing;

namespace Gudok.Postgres.Tests;

[Trait("Needs", "packages")]
public sealed class PostgresAmendmentTests : CallAmendmentContract
{
    private readonly OpenedLedgers _ledgers;

    public PostgresAmendmentTests(SharedCluster shared) => _ledgers = new OpenedLedgers(shared, Clock);

    protected override async ValueTask<ICallLedger> OpenAsync() => await _ledgers.OpenAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _ledgers.DisposeAsync();
    }
}
