using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Makes evidence from the ledger's proofs and the vault's blinds.</summary>
/// <param name="ledger">Where records are proved.</param>
/// <param name="vault">Where parties are opened.</param>
/// <param name="parties">How numbers are found in Call-IDs.</param>
public sealed class EvidenceMaker(ICallLedger ledger, IPartyVault vault, PartyReader parties) : IEvidenceMaker
{
    private readonly MessageMask _mask = new(parties);

    /// <inheritdoc />
    public async ValueTask<string?> MakeAsync(RecordId id, PartySight sight, CancellationToken cancellationToken)
    {
        var proved = await ledger.ProveAsync(id, cancellationToken).ConfigureAwait(false);
        if (proved.Count == 0) return null;
        var entries = new List<EvidenceEntry>();
        foreach (var entry in proved)
        {
            entries.Add(entry.Amendment is { } amendment
                ? await MakeAsync(entry, [], sight.IsWhole || HoldNoNumber(amendment), cancellationToken).ConfigureAwait(false)
                : await MakeAsync(entry, entry.Record!, sight, cancellationToken).ConfigureAwait(false));
        }

        var key = ledger.Heads.Key;
        return new EvidenceFile(HeadSigner.Es256, Convert.ToHexStringLower(key.Spki), EvidenceSource.AuthenticationOf(entries), entries).ToText();
    }

    private async ValueTask<EvidenceEntry> MakeAsync(ProvedEntry entry, CallRecord record, PartySight sight, CancellationToken cancellationToken)
    {
        var leaf = entry.Leaf;
        var roles = RecordParties.FirstPlaces(record).ToDictionary(first => first.Role, first => first.Party);
        PartyId[] ids = [.. leaf.Commitments.Select(commitment => roles.GetValueOrDefault(commitment.Role))];
        var opened = await vault.OpenAsync(ids, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<EvidenceParty> parties =
            [.. leaf.Commitments.Select((commitment, at) => Make(record.Id, commitment, sight.IsWhole ? opened[at] : null))];
        return await MakeAsync(entry, parties, sight.IsWhole || HoldNoNumber(record, opened), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<EvidenceEntry> MakeAsync(
        ProvedEntry entry, IReadOnlyList<EvidenceParty> parties, bool areDetailsDisclosed, CancellationToken cancellationToken)
    {
        var (leaf, place) = (entry.Leaf, entry.Place);
        var isAmendment = entry.Amendment is not null;
        var reading = isAmendment ? EvidenceAmendment.OfForm(leaf.Form.Span) : EvidenceReading.OfForm(leaf.Form.Span, []);
        if (areDetailsDisclosed) reading["details"] = isAmendment ? EvidenceAmendment.OfDetails(leaf.Details.Span) : EvidenceReading.OfDetails(leaf.Details.Span);
        var detailsHash = new byte[Leaf.HashLength];
        Leaf.CommitField(leaf.Salt.Span, leaf.Details.Span, detailsHash);
        return new EvidenceEntry(
            reading,
            Hex(leaf.Form),
            areDetailsDisclosed ? Hex(leaf.Salt) : null,
            areDetailsDisclosed ? Hex(leaf.Details) : null,
            Hex(detailsHash),
            parties,
            Hex(leaf.Hash),
            place.Index,
            [.. place.Path.Select(hash => Hex(hash))],
            place.Head.ToString(),
            await LineAsync(place.Head.Number - 1, cancellationToken).ConfigureAwait(false),
            await LineAsync(place.Head.Number + 1, cancellationToken).ConfigureAwait(false));
    }

    private static EvidenceParty Make(RecordId id, PartyCommitment commitment, VaultParty? party)
    {
        var role = EvidenceWords.Role(commitment.Role);
        if (party is null) return new EvidenceParty(role, Hex(commitment.Hash), null, null, null, null);
        Span<byte> record = stackalloc byte[RecordId.Length];
        id.Write(record);
        var blind = new byte[VaultParty.SecretLength];
        party.Blind(record, commitment.Role, blind);
        var identity = party.ToFullIdentity();
        return new EvidenceParty(
            role, Hex(commitment.Hash), EvidenceIdentity.Text(identity), Hex(identity), party.Id.Value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture), Hex(blind));
    }

    // Most Call-IDs and tags are random; some switches make them of the caller's number.
    private bool HoldNoNumber(CallRecord record, IReadOnlyList<VaultParty?> parties)
    {
        string[]? digits = parties.Any(party => party is null)
            ? null
            : [.. parties.Select(party => party!.Party.Number).Where(number => number.Length > 0).Select(number => number.ToFullDigits())];
        var names = record.Legs.SelectMany(leg => new[] { leg.CallId, leg.FromTag, leg.ToTag }).Prepend(record.SessionId);
        return names.All(name => _mask.MaskIdentifier(name, digits) == name);
    }

    // The number of an application may look like one of a telephone; the text of a note is sealed.
    private static bool HoldNoNumber(CallAmendment amendment)
    {
        var changes = amendment.Changes;
        return new[] { amendment.Actor, changes.Service, changes.Topic, changes.Kind, changes.Application, changes.Handling }
            .All(text => text is null || !PlainWords.HoldsNumber(text));
    }

    private async ValueTask<string?> LineAsync(long number, CancellationToken cancellationToken)
    {
        if (number < 1) return null;
        var lines = await ledger.Heads.Store.ReadAsync(number, 1, cancellationToken).ConfigureAwait(false);
        return lines is [var line] ? line : null;
    }

    private static string Hex(ReadOnlyMemory<byte> octets) => Convert.ToHexStringLower(octets.Span);
}
