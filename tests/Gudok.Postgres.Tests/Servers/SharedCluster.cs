using Gudok.Numbers;
using Gudok.Postgres.Tests;
using Gudok.Testing;

[assembly: AssemblyFixture(typeof(SharedCluster))]

namespace Gudok.Postgres.Tests;

/// <summary>One cluster for all tests that do it no harm; each has databases of its own.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private PostgresCluster? _cluster;
    private readonly SemaphoreSlim _turn = new(1);
    private int _databases;

    public PostgresCluster Cluster => _cluster ?? throw new InvalidOperationException("PostgreSQL is not installed.");

    public async ValueTask InitializeAsync()
    {
        if (PostgresCluster.IsInstalled) _cluster = await PostgresCluster.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
        _turn.Dispose();
    }

    /// <summary>A new database of the role; skips the test where there is no PostgreSQL.</summary>
    public async Task<PostgresOptions> NewDatabaseAsync(string role)
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, "Not installed: postgresql");
        var name = $"{role}_{Interlocked.Increment(ref _databases)}";
        // Two at once would both make the role.
        await _turn.WaitAsync();
        try
        {
            await Cluster.AddDatabaseAsync(name, role);
        }
        finally
        {
            _turn.Release();
        }

        return new PostgresOptions { Connection = Cluster.Connection(name, role), Password = PostgresCluster.Password };
    }
}
