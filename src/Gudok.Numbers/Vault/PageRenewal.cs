namespace Gudok.Numbers;

/// <summary>Computes the blind indexes of one page under another version of the index key.</summary>
internal static class PageRenewal
{
    public static void Renew(KeyPage page, ReadOnlySpan<byte> entries, BlindIndex index, List<RenewedParty> renewed)
    {
        Span<byte> blind = stackalloc byte[KeyedHash.HashLength];
        var from = 0;
        for (var slot = 0; slot < page.Count && from < entries.Length; slot++)
        {
            var (id, length) = PartySeal.Head(entries[from..]);
            if (page.IsLiving(slot))
            {
                if (page.Id(slot) != id) throw VaultReader.Disagreeing(page.Number);
                index.Compute(PartySeal.Open(id, page.Key(slot), entries.Slice(from, length)), blind);
                page.Renew(slot, blind);
                renewed.Add(new RenewedParty(KeyPage.OrdinalOf(page.Number, slot), PartyMemory.Prefix(blind)));
            }

            from += length;
        }

        page.Version = index.Version;
    }
}

/// <summary>A party whose blind index was computed anew.</summary>
/// <param name="Ordinal">Its place in the files.</param>
/// <param name="Blind">First bits of the index.</param>
internal readonly record struct RenewedParty(int Ordinal, ulong Blind);
