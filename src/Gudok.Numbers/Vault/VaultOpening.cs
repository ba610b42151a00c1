using System.Security.Cryptography;
using System.Text;

namespace Gudok.Numbers;

/// <summary>What is done before a vault answers: its key is checked, its files are made to agree, its index is read, and what a restored
/// backup brought back of the erased is erased again.</summary>
internal static class VaultOpening
{
    private const string KeyCheck = "key-check";
    private const string Format = "format";

    /// <summary>Refuses keys.db without its vault.db: taken for an empty vault, it would lose all keys.</summary>
    public static void RefuseHalf(string folder)
    {
        if (File.Exists(Path.Combine(folder, VaultFiles.Keys)) && !File.Exists(Path.Combine(folder, VaultFiles.Vault)))
        {
            throw new VaultException(NumbersFaults.VaultDamaged, $"{folder} has keys.db but no vault.db. Restore vault.db from the backup.");
        }
    }

    /// <summary>Refuses a vault that has parties but no keys.db at all.</summary>
    public static void RefuseWithoutKeys(string folder, PartyStore parties)
    {
        if (!File.Exists(Path.Combine(folder, VaultFiles.Keys)) && parties.LastPage() >= 0)
        {
            throw new VaultException(NumbersFaults.KeyMissing, $"{folder} has vault.db but no keys.db. Restore keys.db from the backup of keys.");
        }
    }

    /// <summary>Refuses keys that are not the ones the vault was made with; a new vault takes note of its own.</summary>
    public static void CheckKey(PartyStore parties, KeyRing ring)
    {
        var key = ring.Derive("check");
        var check = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes("gudok vault"));
        CryptographicOperations.ZeroMemory(key);
        if (parties.ReadMeta(KeyCheck) is not { } known)
        {
            parties.WriteMeta(Format, [PageSeal.FormatVersion]);
            parties.WriteMeta(KeyCheck, check);
            return;
        }

        if (!CryptographicOperations.FixedTimeEquals(known, check)) throw new VaultException(NumbersFaults.KeySourceWrong,
            "The key source is not the one that this vault was made with. Put back the right key file or variable.");
        if (parties.ReadMeta(Format) is not [PageSeal.FormatVersion]) throw new VaultException(NumbersFaults.VaultDamaged,
            "vault.db was written by a newer version of Gudok. Start that version.");
    }

    /// <summary>Makes the files agree and reads the index.</summary>
    public static void Load(VaultWriter writer, PartyMemory memory)
    {
        var isFresh = Reconciler.DropKeysWithoutParty(writer.Keys, writer.Parties);
        memory.Reserve(writer.Keys.LastPage() + 1);
        var pages = new HashSet<long>();
        long lastKeys = -1;
        writer.Keys.ScanLookups((page, lookups) =>
        {
            memory.Load(page, lookups);
            pages.Add(page);
            lastKeys = page;
        });
        Reconciler.LoadKeyless(writer.Parties, pages, lastKeys, memory);
        writer.TakeUpTail(isFresh);
    }

    /// <summary>Erases again whoever the list names and a restored file, or a kill in mid-erasure, left alive.</summary>
    public static void ForgetAgain(VaultWriter writer, PartyMemory memory, ErasureList erased, Func<int> epoch)
    {
        foreach (var id in erased.Ids)
        {
            var (ordinal, isLiving) = memory.PlaceOf(id);
            if (!isLiving) continue;
            writer.Erase(ordinal, epoch());
            memory.Erase(ordinal, default);
        }
    }
}
