using Gudok.Ledger.Postgres;
using Gudok.Numbers;
using Gudok.Seals;
using Gudok.Testing;

namespace Gudok.Postgres.Tests;

[Trait("Needs", "packages")]
public sealed class PostgresHeadStoreTests(SharedCluster shared) : HeadStoreContract
{
    private PostgresOptions? _server;

    protected override async ValueTask<IHeadStore> OpenAsync() =>
        await PostgresHeadStore.OpenAsync(_server = await shared.NewDatabaseAsync("ledger"), CancellationToken.None);

    protected override async ValueTask<IHeadStore> ReopenAsync(IHeadStore store)
    {
        await store.DisposeAsync();
        return await PostgresHeadStore.OpenAsync(_server!, CancellationToken.None);
    }
}
