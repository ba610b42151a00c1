using System.Security.Cryptography;
using System.Text;

namespace Gudok.Numbers;

/// <summary>What is done before a vault answers: its key is checked, its files are made to agree, its index is read, and what a restored
/// backup brought back of the erased is erased again.</summary>
internal static class VaultOpening
{
    private const string KeyCheck = "key-check";
    private const string Format = "format";

    /// <summary>Refuses keys that are not the ones the vault was made with; a new vault takes note of its own.</summary>
    public static void CheckKey(IPartyRows parties, KeyRing ring)
    {
        var key = ring.Derive(KeyPurpose.Check);
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
    /// <returns>The pages whose blind indexes are not of the newest version.</returns>
    public static List<(long Page, int Version)> Load(VaultWriter writer, PartyMemory memory, int newest)
    {
        var older = new List<(long Page, int Version)>();
        var isFresh = Reconciler.DropKeysWithoutParty(writer.Keys, writer.Parties);
        memory.Reserve(writer.Keys.LastPage() + 1);
        var pages = new HashSet<long>();
        long lastKeys = -1;
        writer.Keys.ScanLookups((page, version, lookups) =>
        {
            if (version != newest) older.Add((page, version));
            memory.Load(page, lookups);
            pages.Add(page);
            lastKeys = page;
        });
        Reconciler.LoadKeyless(writer.Parties, pages, lastKeys, memory);
        writer.TakeUpTail(isFresh);
        return older;
    }

    /// <summary>Erases again whoever the list names and a restored file, or a kill in mid-erasure, left alive.</summary>
    public static void ForgetAgain(VaultWriter writer, PartyMemory memory, IErasures erased, Func<int> epoch)
    {
        foreach (var id in erased.Ids)
        {
            var (ordinal, isLiving) = memory.PlaceOf(id);
            if (!isLiving) continue;
            writer.Erase(ordinal, epoch());
            memory.Erase(ordinal, null);
        }
    }
}
