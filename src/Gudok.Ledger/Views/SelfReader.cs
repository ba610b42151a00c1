using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Reads the calls of one person for that person.</summary>
public sealed class SelfReader : ISelfReader
{
    private readonly ICallLedger _ledger;
    private readonly IPartyVault _vault;
    private readonly PartyPseudonyms _pseudonyms;

    /// <summary>Joins a ledger and a vault of one installation.</summary>
    /// <param name="ledger">Where records are.</param>
    /// <param name="vault">Where parties are.</param>
    /// <param name="keys">The installation's keys.</param>
    /// <param name="clock">Tells the month of pseudonyms.</param>
    public SelfReader(ICallLedger ledger, IPartyVault vault, KeyRing keys, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(keys);
        (_ledger, _vault) = (ledger, vault);
        _pseudonyms = new PartyPseudonyms(keys.Derive(KeyPurpose.Pseudonym), clock);
    }

    /// <inheritdoc />
    public async ValueTask<SelfPage> SearchAsync(Party party, Instant from, string? cursor, int limit, CancellationToken cancellationToken)
    {
        RecordId? after = null;
        if (!string.IsNullOrEmpty(cursor))
            after = RecordId.TryParse(cursor, out var read) ? read : throw new LedgerInputException(LedgerFaults.NotACursor, "The cursor is not one of ours: leave it out to begin at the newest call.");
        if (await _vault.FindAsync(party, cancellationToken).ConfigureAwait(false) is not { } known) return new SelfPage([], null);
        var query = new CallQuery { Parties = [known.Id], From = from, After = after, Limit = Math.Clamp(limit, 1, CallQuery.MaxLimit) };
        var page = await _ledger.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        return new SelfPage([.. page.Records.Select(record => Show(record, known.Id))], page.Next?.ToString());
    }

    /// <inheritdoc />
    public async ValueTask<SelfCall?> FindAsync(RecordId id, Party party, Instant from, CancellationToken cancellationToken)
    {
        if (await _vault.FindAsync(party, cancellationToken).ConfigureAwait(false) is not { } known) return null;
        var record = await _ledger.FindAsync(id, cancellationToken).ConfigureAwait(false);
        return record is not null && QueryMatch.Matches(new CallQuery { Parties = [known.Id], From = from }, record) ? Show(record, known.Id) : null;
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<string>> PseudonymsAsync(Party party, DateOnly from, int most, CancellationToken cancellationToken) =>
        await _vault.FindAsync(party, cancellationToken).ConfigureAwait(false) is { } known ? [.. _pseudonyms.Since(known.Id, from).Take(most)] : [];

    private static SelfCall Show(CallRecord record, PartyId party)
    {
        var tags = record.Tags.With(record.Amended);
        return new SelfCall
        {
            Id = record.Id.ToString(),
            IsCaller = record.Caller == party || (record.Callee != party && record.Dialled != party && record.Legs.Any(leg => leg.Caller == party)),
            StartedAt = record.StartedAt.ToString(),
            AnsweredAt = record.AnsweredAt?.ToString(),
            EndedAt = record.EndedAt?.ToString(),
            TalkMs = record.TalkMs,
            Disposition = record.Disposition,
            Service = Blot(tags.Service),
            Topic = Blot(tags.Topic),
            Handling = tags.Handling,
            HasNote = record.Amended?.Note is not null,
        };
    }

    // People write into these what they like, another's number too.
    private static string? Blot(string? text) => text is null ? null : PlainWords.WithoutNumbers(text);
}
