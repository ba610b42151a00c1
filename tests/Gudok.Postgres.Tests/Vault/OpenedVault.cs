using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Testing;

namespace Gudok.Postgres.Tests;

/// <summary>A vault on the shared server with its keys, its clock and its data folder.</summary>
internal sealed class OpenedVault(SharedCluster shared) : IDisposable
{
    private readonly TestFolder _folder = new();

    public KeyRing Keys { get; } = KeyRing.CreateEphemeral();

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    public PostgresOptions? Server { get; private set; }

    public string Folder => _folder.Path;

    public async Task<PostgresVault> OpenAsync()
    {
        Server = await shared.NewDatabaseAsync("vault");
        return await ReopenAsync();
    }

    public ValueTask<PostgresVault> ReopenAsync() => ReopenAsync(Server!);

    public ValueTask<PostgresVault> ReopenAsync(PostgresOptions server) =>
        PostgresVault.OpenAsync(new VaultOptions { Folder = _folder.Path, Postgres = server }, Keys, Clock, CancellationToken.None);

    public void Dispose()
    {
        Keys.Dispose();
        _folder.Dispose();
    }
}
