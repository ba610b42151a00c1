using System.Text;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Seals operators' notes and opens them again.</summary>
internal sealed class NoteReader(IPartyVault vault, KeyRing keys)
{
    private readonly PartiesSeal _seal = new("notes", keys.Derive(KeyPurpose.Notes));

    public SealedNote Seal(RecordId id, string text, IReadOnlyList<VaultParty> parties)
    {
        var (order, data) = _seal.Seal(id, Encoding.UTF8.GetBytes(text), parties);
        return new SealedNote(order, data);
    }

    /// <summary>The text of a note, null if there is none, and whether it died with a party of the call.</summary>
    public async ValueTask<(string? Text, bool IsErased)> ReadAsync(RecordId id, SealedNote? note, CancellationToken cancellationToken)
    {
        if (note is null || note.Data.IsEmpty) return (null, false);
        var parties = await vault.OpenAsync(note.Parties, cancellationToken).ConfigureAwait(false);
        var living = parties.OfType<VaultParty>().ToArray();
        if (living.Length < parties.Count) return (null, true);
        var plain = _seal.Open(id, note.Data.Span, living)
            ?? throw new InvalidDataException($"{NumbersFaults.SealBroken}: the note of call {id} does not open: it was changed.");
        return (Encoding.UTF8.GetString(plain), false);
    }
}
