using System.Globalization;
using Gudok.Numbers;

namespace Gudok.Backup;

/// <summary>Keys are copied after parties, so that no party lacks its key. An import that ran meanwhile made keys whose parties came too late:
/// they go, as the vault would take more of them than a kill can leave for a sign that the files do not belong together.</summary>
internal static class VaultTrim
{
    public static void CutKeys(string folder)
    {
        var (vault, keys) = (Path.Combine(folder, VaultFiles.Vault), Path.Combine(folder, VaultFiles.Keys));
        if (!File.Exists(vault) || !File.Exists(keys)) return;
        var last = LastPage(vault);
        using var file = SqliteFile.OpenToWrite(keys, PlainFile.CutBytes);
        // The last page of the vault may be one that went on filling: the vault itself cuts what is too much there.
        var behind = last.ToString(CultureInfo.InvariantCulture);
        file.InTransaction(() => file.Execute($"delete from keys where page>{behind}; delete from lookup where page>{behind}"));
        file.Truncate();
    }

    private static long LastPage(string vault)
    {
        using var file = SqliteFile.OpenToRead(vault);
        var last = file.Prepare("select coalesce(max(page), -1) from parties");
        return last.Step() ? last.Int64(0) : -1;
    }
}
