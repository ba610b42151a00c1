namespace Gudok.Numbers;

/// <summary>Makes the two files agree after a kill, a full disk or a restore: keys whose party was never written go; parties whose
/// key is not there keep their id only (<c>docs/decisions/0004-vault.md</c>).</summary>
internal static class Reconciler
{
    /// <summary>Deletes keys without a party, and says whether the files disagreed.</summary>
    /// <exception cref="VaultException">GDK-2106: far more keys lack a party than a kill can leave: vault.db is not the one that belongs
    /// here, and deleting keys would lose it for ever.</exception>
    public static bool DropKeysWithoutParty(KeyStore keys, IPartyRows parties)
    {
        var lastKeys = keys.LastPage();
        var lastParties = parties.LastPage();
        RequirePage(lastKeys, "keys.db");
        RequirePage(lastParties, "vault.db");
        if ((lastKeys - lastParties) * KeyPage.Slots > VaultWriter.BatchLimit + KeyPage.Slots)
        {
            throw new VaultException(NumbersFaults.VaultDamaged,
                "vault.db lacks parties that keys.db has keys for. Restore vault.db from a backup not older than keys.db.");
        }

        var isCut = false;
        using var page = new KeyPage();
        // The batch that was cut short began on the last page of vault.db or after it.
        for (var number = Math.Max(lastParties, 0); number <= lastKeys; number++)
        {
            if (!keys.TryRead(number, page)) continue;
            var count = parties.CountOf(number);
            if (count >= page.Count) continue;
            isCut = true;
            Cut(keys, page, count);
        }

        if (isCut) keys.Rows.PurgeAll();
        return isCut || lastParties > lastKeys || lastParties >= 0 && CountOf(keys, page, lastParties) != parties.CountOf(lastParties);
    }

    /// <summary>Tells memory the ids of parties whose keys are not there: of the pages that keys.db lacks, and of the last it has.</summary>
    public static void LoadKeyless(IPartyRows parties, HashSet<long> pagesWithKeys, long lastKeys, PartyMemory memory)
    {
        var last = parties.LastPage();
        for (long number = 0; number <= last; number++)
        {
            if (pagesWithKeys.Contains(number) && number != lastKeys) continue;
            var entries = parties.Read(number);
            var slot = 0;
            for (var from = 0; from < entries.Length; slot++)
            {
                var (id, length) = PartySeal.Head(entries.AsSpan(from));
                memory.LoadKeyless(KeyPage.OrdinalOf(number, slot), id);
                from += length;
            }
        }
    }

    // A damaged number must not have us count to it.
    private static void RequirePage(long page, string file)
    {
        if (page > int.MaxValue / KeyPage.Slots) throw new VaultException(NumbersFaults.VaultDamaged,
            $"{file} has a page of a number that no vault reaches: it was changed. Restore both files from one backup.");
    }

    private static void Cut(KeyStore keys, KeyPage page, int count)
    {
        page.Cut(count);
        keys.InTransaction(() =>
        {
            if (count == 0) keys.Delete(page.Number);
            else keys.Write(page, keys.EpochOf(page.Number));
        });
    }

    private static int CountOf(KeyStore keys, KeyPage page, long number) => keys.TryRead(number, page) ? page.Count : 0;
}
