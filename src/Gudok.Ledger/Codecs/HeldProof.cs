using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>The proofs of a held record, its corrections and its amendments in octets: a deterministic CBOR array, each a map of 0 the signed head (its line),
/// 1 the place in its tree, 2 the path (32 octets each).</summary>
internal static class HeldProof
{
    private const int Head = 0, Index = 1, Path = 2;

    public static byte[] Write(IReadOnlyList<ProvedEntry> proved)
    {
        var cbor = new CborWriter();
        cbor.WriteArray(proved.Count);
        foreach (var entry in proved)
        {
            cbor.WriteMap(3);
            cbor.WriteInteger(Head);
            cbor.WriteText(entry.Place.Head.ToString());
            cbor.WriteInteger(Index);
            cbor.WriteInteger(entry.Place.Index);
            cbor.WriteInteger(Path);
            cbor.WriteArray(entry.Place.Path.Count);
            foreach (var hash in entry.Place.Path) cbor.WriteBytes(hash);
        }

        return cbor.Written.ToArray();
    }

    /// <summary>The entries with what proves them; nothing if no proof was kept. Of records held by earlier versions the amendments lack theirs.</summary>
    public static IReadOnlyList<ProvedEntry> Read(HeldRecord held)
    {
        if (held.Proof.Length == 0) return [];
        var cbor = new CborReader(held.Proof);
        var proved = new List<ProvedEntry>();
        var count = cbor.ReadArray();
        foreach (var entry in held.Entries.Take(count))
        {
            proved.Add(entry.Amendment is { } amendment
                ? ProvedEntry.Of(amendment, entry.Version, entry.Salt, ReadPlace(ref cbor))
                : new ProvedEntry(entry.Record, entry.MadeAt, LeafContent.Of(entry.Record!, entry.MadeAt, entry.Salt, entry.Commitments), ReadPlace(ref cbor)));
        }

        return proved;
    }

    private static TreePlace ReadPlace(ref CborReader cbor)
    {
        SignedHead? head = null;
        var index = 0L;
        List<byte[]> path = [];
        for (var pairs = cbor.ReadMap(); pairs > 0; pairs--)
        {
            switch (cbor.ReadInteger())
            {
                case Head when SignedHead.TryParse(cbor.ReadText(), out head): break;
                case Index: index = cbor.ReadInteger(); break;
                case Path:
                    for (var left = cbor.ReadArray(); left > 0; left--) path.Add(cbor.ReadBytes().ToArray());
                    break;
                default: throw PackedReader.Broken();
            }
        }

        return new TreePlace(head ?? throw PackedReader.Broken(), index, path);
    }
}
