using System.Globalization;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Takes what people amend: checks it, finds what really changes, seals the note under the keys of the call's parties.</summary>
public sealed class CallAmender : ICallAmender
{
    private readonly ICallLedger _ledger;
    private readonly IPartyVault _vault;
    private readonly TimeProvider _clock;
    private readonly NoteReader _notes;

    /// <summary>Joins a ledger and a vault of one installation.</summary>
    /// <param name="ledger">Where amendments go.</param>
    /// <param name="vault">Whose keys seal notes.</param>
    /// <param name="keys">The installation's keys.</param>
    /// <param name="clock">Dates amendments.</param>
    public CallAmender(ICallLedger ledger, IPartyVault vault, KeyRing keys, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _ledger = ledger;
        _vault = vault;
        _clock = clock;
        _notes = new NoteReader(vault, keys);
    }

    /// <inheritdoc />
    public async ValueTask<AmendAnswer> AmendAsync(
        RecordId id, AmendRequest request, string actor, int? expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (AmendCheck.FirstWrong(request, id) is { } wrong) return wrong;
        if (await _ledger.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } record) return await MissingAsync(id, cancellationToken).ConfigureAwait(false);
        if (request.TransferredTo is { Length: > 0 } other && RecordId.TryParse(other, out var to)
            && await _ledger.FindAsync(to, cancellationToken).ConfigureAwait(false) is null) return new AmendAnswer.Wrong("transferredTo", "the id of another call");
        if (expectedVersion is { } expected && expected != record.Version) return new AmendAnswer.Changed(record.Version);
        var ids = RecordParties.FirstPlaces(record).Select(place => place.Party).ToArray();
        var parties = (await _vault.OpenAsync(ids, cancellationToken).ConfigureAwait(false)).OfType<VaultParty>().ToArray();
        if (parties.Length < ids.Length) return new AmendAnswer.Erased();
        var changes = await ChangesAsync(record, request, parties, cancellationToken).ConfigureAwait(false);
        if (changes.IsEmpty) return new AmendAnswer.Made(record.Version);
        var amendment = new CallAmendment(id, Instant.Now(_clock), actor, changes);
        var outcome = await _ledger.AmendAsync(amendment, expectedVersion, cancellationToken).ConfigureAwait(false);
        return outcome switch
        {
            AmendOutcome.Made made => new AmendAnswer.Made(made.Record.Version),
            AmendOutcome.Changed changed => new AmendAnswer.Changed(changed.Version),
            AmendOutcome.Over => new AmendAnswer.Over(),
            _ => new AmendAnswer.Missing(),
        };
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<AmendmentView>?> HistoryAsync(RecordId id, CancellationToken cancellationToken)
    {
        if (await _ledger.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } record) return null;
        var amendments = await _ledger.AmendmentsAsync(id, cancellationToken).ConfigureAwait(false);
        var views = new List<AmendmentView>(amendments.Count);
        var before = new AmendedValues();
        foreach (var amendment in amendments)
        {
            var after = before.Then(amendment.Changes);
            var changes = await MembersAsync(record, before, after, amendment.Changes, cancellationToken).ConfigureAwait(false);
            views.Add(new AmendmentView(views.Count + 1, amendment.MadeAt.ToString(), amendment.Actor, changes));
            before = after;
        }

        return views;
    }

    private async ValueTask<AmendAnswer> MissingAsync(RecordId id, CancellationToken cancellationToken)
    {
        if (_ledger is not IRetainingLedger retaining) return new AmendAnswer.Missing();
        var drops = await retaining.DropStatementsAsync(cancellationToken).ConfigureAwait(false);
        return drops.Any(drop => drop.Day == KnownRule.DayOf(id)) ? new AmendAnswer.Over() : new AmendAnswer.Missing();
    }

    private async ValueTask<AmendedValues> ChangesAsync(
        CallRecord record, AmendRequest request, VaultParty[] parties, CancellationToken cancellationToken)
    {
        var now = record.Tags.With(record.Amended);
        return new AmendedValues
        {
            Service = Changed(request.Service, now.Service),
            Topic = Changed(request.Topic, now.Topic),
            Kind = Changed(request.Kind, now.Kind),
            Application = Changed(request.Application, now.Application),
            Priority = request.Priority is { } priority && priority != (now.Priority ?? 0) ? priority : null,
            Handling = Changed(request.Handling, now.Handling),
            TransferredTo = Changed(request.TransferredTo, IdText(record.Amended?.TransferredTo)) is { } other ? ReadId(other) : null,
            Note = await ChangedNoteAsync(record, request.Note, parties, cancellationToken).ConfigureAwait(false),
        };
    }

    private async ValueTask<SealedNote?> ChangedNoteAsync(CallRecord record, string? note, VaultParty[] parties, CancellationToken cancellationToken)
    {
        if (note is null) return null;
        var (text, _) = await _notes.ReadAsync(record.Id, record.Amended?.Note, cancellationToken).ConfigureAwait(false);
        if (note == (text ?? "")) return null;
        return note.Length == 0 ? SealedNote.None : _notes.Seal(record.Id, note, parties);
    }

    private async ValueTask<IReadOnlyList<AmendedMember>> MembersAsync(
        CallRecord record, AmendedValues before, AmendedValues after, AmendedValues changes, CancellationToken cancellationToken)
    {
        var (from, to) = (record.Tags.With(before), record.Tags.With(after));
        var members = new List<AmendedMember>();
        Add("service", changes.Service is not null, from.Service, to.Service);
        Add("topic", changes.Topic is not null, from.Topic, to.Topic);
        Add("kind", changes.Kind is not null, from.Kind, to.Kind);
        Add("application", changes.Application is not null, from.Application, to.Application);
        Add("priority", changes.Priority is not null, Number(from.Priority), Number(to.Priority));
        Add("handling", changes.Handling is not null, from.Handling, to.Handling);
        Add("transferredTo", changes.TransferredTo is not null, IdText(before.TransferredTo), IdText(after.TransferredTo));
        if (changes.Note is null) return members;
        var (old, isOldErased) = await _notes.ReadAsync(record.Id, before.Note, cancellationToken).ConfigureAwait(false);
        var (note, isErased) = await _notes.ReadAsync(record.Id, after.Note, cancellationToken).ConfigureAwait(false);
        members.Add(new AmendedMember("note", Blotted(old), Blotted(note), isErased || isOldErased ? true : null));
        return members;

        void Add(string member, bool isChanged, string? was, string? became)
        {
            if (isChanged) members.Add(new AmendedMember(member, was, became, null));
        }
    }

    private static string? Changed(string? wanted, string? now) => wanted is null || wanted == (now ?? "") ? null : wanted;

    private static string? Blotted(string? text) => text is null ? null : PlainWords.WithoutNumbers(text);

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? IdText(RecordId? id) => id is { } known && known != default ? known.ToString() : null;

    private static RecordId ReadId(string text) => RecordId.TryParse(text, out var id) ? id : default;
}
