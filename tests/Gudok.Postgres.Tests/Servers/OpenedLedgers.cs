using Gudok.Ledger.Postgres;
using Gudok.Numbers;
using Gudok.Seals;
using Gudok.Testing;

namespace Gudok.Postgres.Tests;

/// <summary>Opens ledgers with a chain of heads in the same database, and closes the chains.</summary>
internal sealed class OpenedLedgers(SharedCluster shared, TimeProvider clock) : IAsyncDisposable
{
    private readonly List<HeadChain> _chains = [];

    /// <summary>Where the ledger opened last is.</summary>
    public PostgresOptions? Server { get; private set; }

    /// <summary>For how many days messages are kept.</summary>
    public int MessageDays { get; init; } = 7;

    /// <summary>Opens an empty ledger.</summary>
    public async ValueTask<PostgresCallLedger> OpenAsync(IDayKeys? dayKeys = null) =>
        await OpenAsync(await shared.NewDatabaseAsync("ledger"), dayKeys ?? new SeededDayKeys(7));

    /// <summary>Opens the ledger of a database.</summary>
    public async ValueTask<PostgresCallLedger> OpenAsync(PostgresOptions server, IDayKeys dayKeys)
    {
        Server = server;
        var heads = await TestHeads.OpenAsync(clock, await PostgresHeadStore.OpenAsync(server, CancellationToken.None));
        _chains.Add(heads);
        return await PostgresCallLedger.OpenAsync(new PostgresLedgerOptions { Server = server, MessageDays = MessageDays }, dayKeys, heads, clock, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var chain in _chains) await chain.DisposeAsync();
    }
}
