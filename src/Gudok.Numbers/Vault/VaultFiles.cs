namespace Gudok.Numbers;

/// <summary>The names of the vault's files within the data folder.</summary>
internal static class VaultFiles
{
    public const string Vault = "vault.db";
    public const string Keys = "keys.db";
    public const string Erased = "erased.list";
}
