using System.Globalization;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Makes the public form of records: one look into the vault for a whole page.</summary>
/// <param name="vault">Where parties are read.</param>
/// <param name="pseudonyms">Makes the pseudonym form.</param>
/// <param name="mask">Masks Call-IDs and tags that a switch made of a party's number.</param>
/// <param name="notes">Opens operators' notes.</param>
internal sealed class CallViewMaker(IPartyVault vault, PartyPseudonyms pseudonyms, MessageMask mask, NoteReader notes)
{
    public async ValueTask<IReadOnlyList<CallView>> MakeAsync(
        IReadOnlyList<CallRecord> records, PartySight sight, IReadOnlyCollection<LegalHold> holds, CancellationToken cancellationToken)
    {
        var ids = records.SelectMany(RecordParties.FirstPlaces).Select(place => place.Party).Distinct().ToArray();
        var readings = await vault.ReadAsync(ids, cancellationToken).ConfigureAwait(false);
        var parties = readings.ToDictionary(reading => reading.Id);
        var views = new CallView[records.Count];
        for (var at = 0; at < views.Length; at++)
        {
            var record = records[at];
            var view = Make(record, id => Show(id, sight, parties), Identifiers(record, sight, parties));
            if (!sight.IsWhole) view = WithoutNumbers(view);
            if (record.Amended?.Note is not null) view = await WithNoteAsync(view, record, sight, cancellationToken).ConfigureAwait(false);
            views[at] = holds.Any(hold => hold.Covers(record)) ? view with { Held = true } : view;
        }

        return views;
    }

    // People and other systems write into these what they like, the very number too.
    private static CallView WithoutNumbers(CallView view) => view with
    {
        Department = Blot(view.Department),
        Service = Blot(view.Service),
        Topic = Blot(view.Topic),
        Application = view.Application is { } application ? PlainWords.WithoutNumbers(Numero + application)[1..] : null,
        Region = Blot(view.Region),
    };

    // An application is a number of something else, unless it reads as one of the country or from abroad.
    private const string Numero = "№";

    private static string? Blot(string? text) => text is null ? null : PlainWords.WithoutNumbers(text);

    private async ValueTask<CallView> WithNoteAsync(CallView view, CallRecord record, PartySight sight, CancellationToken cancellationToken)
    {
        var (note, isErased) = await notes.ReadAsync(record.Id, record.Amended!.Note, cancellationToken).ConfigureAwait(false);
        var shown = note is null || sight.IsWhole ? note : PlainWords.WithoutNumbers(note);
        return view with { Note = shown, NoteErased = isErased ? true : null };
    }

    /// <summary>How Call-IDs and tags of a record are shown to a reader who may not see its numbers.</summary>
    private Func<string, string> Identifiers(CallRecord record, PartySight sight, Dictionary<PartyId, PartyReading> parties)
    {
        if (sight.IsWhole) return identifier => identifier;
        var readings = RecordParties.FirstPlaces(record).Select(place => parties[place.Party]).ToArray();
        var isAnyLost = readings.Any(reading => reading.Status != PartyStatus.Known);
        var digits = isAnyLost ? null : readings.Select(reading => reading.Party.Number).Where(number => number.Length > 0).Select(number => number.ToFullDigits()).ToArray();
        return identifier => mask.MaskIdentifier(identifier, digits);
    }

    private PartyView? Show(PartyId id, PartySight sight, Dictionary<PartyId, PartyReading> parties) =>
        id.IsNone ? null : PartyView.Of(parties[id].Party, sight, () => pseudonyms.Of(id));

    private static CallView Make(CallRecord record, Func<PartyId, PartyView?> show, Func<string, string> name) =>
        Make(record, record.Tags.With(record.Amended), [.. record.Legs.Select(leg => Make(leg, show, name))], show, name);

    private static CallView Make(
        CallRecord record, CallTags tags, IReadOnlyList<LegView> legs, Func<PartyId, PartyView?> show, Func<string, string> name) => new()
        {
            Id = record.Id.ToString(),
            SessionId = name(record.SessionId),
            Legs = legs,
            LinkId = record.LinkId is { } link ? Text(link) : null,
            ChannelId = record.ChannelId,
            Direction = record.Direction,
            Caller = show(record.Caller),
            Callee = show(record.Callee),
            Dialled = show(record.Dialled),
            Withheld = record.Withheld,
            StartedAt = record.StartedAt.ToString(),
            RingingAt = record.RingingAt?.ToString(),
            AnsweredAt = record.AnsweredAt?.ToString(),
            EndedAt = record.EndedAt?.ToString(),
            SetupMs = record.SetupMs,
            TalkMs = record.TalkMs,
            EarlyMediaMs = record.EarlyMediaMs,
            Disposition = record.Disposition,
            SipStatus = Status(record.SipStatus),
            Cause = record.Cause,
            EndedBy = record.EndedBy,
            Transfer = record.Transfer,
            Quality = record.Quality,
            Media = MediaView.Of(record.Media, legs),
            OneWayAudio = record.OneWayAudio == OneWayAudio.None ? null : record.OneWayAudio,
            Operator = tags.Operator,
            Department = tags.Department,
            Service = tags.Service,
            Topic = tags.Topic,
            Kind = tags.Kind,
            Application = tags.Application,
            Priority = tags.Priority,
            Handling = tags.Handling,
            Region = tags.Region,
            TransferredTo = record.Amended?.TransferredTo is { } other && other != default ? other.ToString() : null,
            Version = record.Version,
            Source = record.Source,
            Complete = record.IsComplete,
            StartEstimated = record.IsStartEstimated,
            EndEstimated = record.IsEndEstimated,
            LossSuspected = record.IsLossSuspected,
        };

    private static LegView Make(RecordLeg leg, Func<PartyId, PartyView?> show, Func<string, string> name) => new()
    {
        CallId = name(leg.CallId),
        FromTag = name(leg.FromTag),
        ToTag = leg.ToTag.Length == 0 ? null : name(leg.ToTag),
        Caller = show(leg.Caller),
        Callee = show(leg.Callee),
        StartedAt = leg.StartedAt.ToString(),
        AnsweredAt = leg.AnsweredAt?.ToString(),
        EndedAt = leg.EndedAt?.ToString(),
        Disposition = leg.Disposition,
        SipStatus = Status(leg.SipStatus),
        From = Text(leg.From),
        To = Text(leg.To),
    };

    private static int? Status(int status) => status == 0 ? null : status;

    private static string? Text(NetworkEndpoint endpoint) => endpoint == default ? null : endpoint.ToString();

    private static string Text(CallKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.High:x3}{key.Low:x16}");

    /// <summary>Reads <see cref="CallView.LinkId"/> back. What is no link of ours is a key that no record has: such a search finds nothing.</summary>
    internal static CallKey ReadLink(string text) =>
        text.Length == 19
        && ushort.TryParse(text.AsSpan(0, 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
        && ulong.TryParse(text.AsSpan(3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low)
            ? new CallKey(high, low)
            : new CallKey(ushort.MaxValue, ulong.MaxValue);
}
