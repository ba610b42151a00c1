using Gudok.Calls;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>The leaf of an amendment: SHA-256(0x00 ‖ form ‖ SHA-256(salt ‖ details)); keys of the form as in <see cref="LeafForm"/>.</summary>
internal static class AmendmentLeaf
{
    public static void Hash(CallAmendment amendment, int version, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> details, Span<byte> leaf)
    {
        Span<byte> commitment = stackalloc byte[Leaf.HashLength];
        Leaf.CommitField(salt, details, commitment);
        Leaf.Hash(Form(amendment, version), commitment, leaf);
    }

    /// <summary>The canonical form: deterministic CBOR without what is sealed.</summary>
    public static ReadOnlySpan<byte> Form(CallAmendment amendment, int version)
    {
        Span<byte> id = stackalloc byte[RecordId.Length];
        amendment.Id.Write(id);
        var form = new CborWriter();
        form.WriteMap(4);
        form.WriteInteger(0);
        form.WriteInteger(LeafForm.FormVersion);
        form.WriteInteger(1);
        form.WriteBytes(id);
        form.WriteInteger(21);
        form.WriteInteger(amendment.MadeAt.Micros);
        form.WriteInteger(22);
        form.WriteInteger(version);
        return form.Written;
    }
}
