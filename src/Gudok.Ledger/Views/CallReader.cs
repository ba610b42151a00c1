using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Reads calls for people and programs: a number becomes PartyIds in the vault, PartyIds become records in the ledger, records become
/// views.</summary>
public sealed class CallReader : ICallReader
{
    /// <summary>The most parties that one search by part follows into the ledger.</summary>
    public const int MaxPartiesOfSearch = 100_000;

    /// <summary>How many calls a slow follower may lag behind before the oldest are lost to it.</summary>
    public const int MaxFollowerLag = 1_000;

    private readonly ICallLedger _ledger;
    private readonly IPartyVault _vault;
    private readonly PartyReader _parties;
    private readonly CallViewMaker _views;
    private readonly MessageSealer _sealer;
    private readonly MessageViewMaker _messages;
    private readonly TimeProvider _clock;

    /// <summary>Joins a ledger and a vault of one installation.</summary>
    /// <param name="ledger">Where records are.</param>
    /// <param name="vault">Where parties are.</param>
    /// <param name="parties">How numbers are read that people type.</param>
    /// <param name="keys">The installation's keys.</param>
    /// <param name="clock">Tells the month of pseudonyms.</param>
    public CallReader(ICallLedger ledger, IPartyVault vault, PartyReader parties, KeyRing keys, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _ledger = ledger;
        _vault = vault;
        _parties = parties;
        var mask = new MessageMask(parties);
        _views = new CallViewMaker(vault, new PartyPseudonyms(keys.Derive(KeyPurpose.Pseudonym), clock), mask, new NoteReader(vault, keys));
        _clock = clock;
        _sealer = new MessageSealer(keys.Derive(KeyPurpose.Messages));
        _messages = new MessageViewMaker(mask);
    }

    /// <inheritdoc />
    public async ValueTask<CallPage> SearchAsync(CallSearch search, PartySight sight, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        var found = await FindPartiesAsync(search, cancellationToken).ConfigureAwait(false);
        var page = await _ledger.QueryAsync(Query(search, found?.Ids), cancellationToken).ConfigureAwait(false);
        var views = await ViewAsync(page.Records, sight, cancellationToken).ConfigureAwait(false);
        return new CallPage(views, page.Next?.ToString(), found?.LoadedPercent ?? 100, found?.IsCut ?? false);
    }

    /// <inheritdoc />
    public async ValueTask<CallView?> FindAsync(RecordId id, PartySight sight, CancellationToken cancellationToken)
    {
        var record = await _ledger.FindAsync(id, cancellationToken).ConfigureAwait(false);
        return record is null ? null : (await ViewAsync([record], sight, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <inheritdoc />
    public async ValueTask<CallMessages?> MessagesAsync(RecordId id, CancellationToken cancellationToken)
    {
        if (await _ledger.FindAsync(id, cancellationToken).ConfigureAwait(false) is null) return null;
        var messages = await _ledger.MessagesAsync(id, cancellationToken).ConfigureAwait(false);
        if (messages is null) return new CallMessages(MessagesStatus.NotKept, []);
        var parties = await _vault.OpenAsync(messages.Parties, cancellationToken).ConfigureAwait(false);
        var living = parties.OfType<VaultParty>().ToArray();
        if (living.Length < parties.Count) return new CallMessages(MessagesStatus.Erased, []);
        var opened = _sealer.Open(id, messages, living)
            ?? throw new InvalidDataException($"{NumbersFaults.SealBroken}: the messages of call {id} do not open: they were changed.");
        return new CallMessages(MessagesStatus.Kept, _messages.Make(opened, living));
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<LiveCall> FollowAsync(
        CallSearch search, PartySight sight, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        var missed = 0L;
        var options = new BoundedChannelOptions(MaxFollowerLag) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };
        var channel = Channel.CreateBounded<(CallRecord Record, bool IsCorrection)>(options, _ => Interlocked.Increment(ref missed));
        using var subscription = _ledger.OnAppended(appended =>
        {
            foreach (var record in appended.Records) channel.Writer.TryWrite((record, false));
            foreach (var correction in appended.Corrections) channel.Writer.TryWrite((correction.Record, true));
            foreach (var amended in appended.Amended) channel.Writer.TryWrite((amended, true));
        });
        await foreach (var (told, isCorrection) in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            // What a correction tells is the fact alone; people may have amended the record before.
            var record = isCorrection ? await _ledger.FindAsync(told.Id, cancellationToken).ConfigureAwait(false) ?? told : told;
            var found = await FindPartiesAsync(search, cancellationToken).ConfigureAwait(false);
            if (!QueryMatch.Matches(Query(search, found?.Ids), record)) continue;
            var views = await ViewAsync([record], sight, cancellationToken).ConfigureAwait(false);
            yield return new LiveCall(views[0], isCorrection, Interlocked.Exchange(ref missed, 0));
        }
    }

    private async ValueTask<IReadOnlyList<CallView>> ViewAsync(IReadOnlyList<CallRecord> records, PartySight sight, CancellationToken cancellationToken)
    {
        var holds = _ledger is IRetainingLedger retaining ? await retaining.HoldsAsync(cancellationToken).ConfigureAwait(false) : [];
        var now = Sip.Instant.Now(_clock);
        return await _views.MakeAsync(records, sight, [.. holds.Where(hold => hold.IsInForce(now))], cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<PartSearch?> FindPartiesAsync(CallSearch search, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(search.Number)) return null;
        var part = search.Reach > NumberReach.Whole
            ? await _vault.SearchAsync(search.Number, search.Reach, MaxPartiesOfSearch, cancellationToken).ConfigureAwait(false)
            : new PartSearch([], IsCut: false, LoadedPercent: 100);
        if (!search.Reach.HasFlag(NumberReach.Whole)) return part;
        var whole = _parties.Read(search.Number);
        var exact = whole.IsKept ? await _vault.FindAsync(whole, cancellationToken).ConfigureAwait(false) : null;
        if (exact is null || part.Ids.Contains(exact.Id)) return part;
        return part with { Ids = [.. part.Ids, exact.Id] };
    }

    private static CallQuery Query(CallSearch search, IReadOnlyList<PartyId>? parties) => new()
    {
        From = search.From,
        To = search.To,
        Parties = parties,
        Directions = search.Directions,
        Dispositions = search.Dispositions,
        MinTalkMs = Milliseconds(search.MinTalkSeconds),
        MaxTalkMs = Milliseconds(search.MaxTalkSeconds),
        Operators = search.Operators,
        Services = search.Services,
        Topics = search.Topics,
        Kinds = search.Kinds,
        Handlings = search.Handlings,
        Priorities = search.Priorities,
        LinkId = search.LinkId is { } link ? CallViewMaker.ReadLink(link) : null,
        After = ReadCursor(search.Cursor),
        Limit = Math.Clamp(search.Limit, 1, CallQuery.MaxLimit),
    };

    private static long? Milliseconds(double? seconds) => seconds is { } value ? (long)Math.Clamp(value * 1000, 0, 1e15) : null;

    private static RecordId? ReadCursor(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        return RecordId.TryParse(cursor, out var id)
            ? id
            : throw new LedgerInputException(LedgerFaults.NotACursor, "The cursor is not one of ours: leave it out to begin at the newest call.");
    }
}
