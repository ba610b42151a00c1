namespace Gudok.Numbers;

/// <summary>How the vault on one machine is kept. Section <c>Vault</c> of the settings.</summary>
public sealed class VaultOptions
{
    /// <summary>The data folder, which holds vault.db and keys.db. No default.</summary>
    public string Folder { get; set; } = "";

    /// <summary>How many parties stay open in memory, so that a number seen again costs no look-up. Default 500,000 (about 130 MiB);
    /// 1,000 to 10,000,000.</summary>
    public int CachedParties { get; set; } = 500_000;

    /// <summary>How many threads load the directory after opening. Default 2; 1 to 16.</summary>
    public int LoadingThreads { get; set; } = 2;

    /// <summary>Where the vault is if it is kept on PostgreSQL.</summary>
    public PostgresOptions Postgres { get; set; } = new();

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(CachedParties, 1_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CachedParties, 10_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(LoadingThreads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LoadingThreads, 16);
    }
}
