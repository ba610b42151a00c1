using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Copies the records of one installation into another, for test and training: who took part is invented, consistently; what
/// happened, and when in the week, stays. What is exchanged and what is left out is told in <c>docs/operations/pseudonymise.md</c>.</summary>
/// <remarks>Records pass by pages, day after day. In memory stay two ids for each party met. Used once.</remarks>
public sealed class CallPseudonymiser : IDisposable
{
    /// <summary>Times are shifted back by so many weeks at most.</summary>
    public const int MostWeeks = 52;

    private readonly ICallLedger _source;
    private readonly IPartyVault _sourceVault;
    private readonly ICallLedger _copy;
    private readonly IPartyVault _copyVault;
    private readonly PartyInventor _inventor;
    private readonly ThrowawayNames _names = new();
    private readonly RecordVeil _veil;
    private readonly Dictionary<PartyId, PartyId> _parties = [];

    /// <summary>Joins two installations.</summary>
    /// <param name="source">What is copied.</param>
    /// <param name="sourceVault">Its parties.</param>
    /// <param name="copy">An empty ledger.</param>
    /// <param name="copyVault">Its vault, with keys of its own.</param>
    /// <param name="kept">Who stays recognisable.</param>
    public CallPseudonymiser(ICallLedger source, IPartyVault sourceVault, ICallLedger copy, IPartyVault copyVault, KeptParties kept)
    {
        _source = source;
        _sourceVault = sourceVault;
        _copy = copy;
        _copyVault = copyVault;
        _inventor = new PartyInventor(sourceVault, copyVault, kept, _names);
        // Whole weeks: the load of an hour of the week stays where it was.
        Shift = TimeSpan.FromDays(-7 * RandomNumberGenerator.GetInt32(1, MostWeeks + 1));
        _veil = new RecordVeil(_names, Shift);
    }

    /// <summary>What is added to every time: a whole number of weeks, negative.</summary>
    public TimeSpan Shift { get; }

    /// <summary>How many parties were exchanged.</summary>
    public int Parties => _parties.Count;

    /// <summary>Copies all records as they stand now.</summary>
    /// <param name="progress">Told after each page how many records were copied; may be null.</param>
    /// <param name="cancellationToken">Stops between two pages.</param>
    /// <returns>How many records were copied.</returns>
    public async ValueTask<long> CopyAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        long copied = 0;
        for (RecordId? after = null; ;)
        {
            var page = await _source.QueryAsync(new CallQuery { Limit = CallQuery.MaxLimit, After = after }, cancellationToken).ConfigureAwait(false);
            await CopyPageAsync(page.Records, cancellationToken).ConfigureAwait(false);
            progress?.Report(copied += page.Records.Count);
            if (page.Next is not { } next) break;
            after = next;
        }

        await _copy.CloseSegmentsAsync(cancellationToken).ConfigureAwait(false);
        await _copy.SealAsync(cancellationToken).ConfigureAwait(false);
        return copied;
    }

    /// <summary>Wipes the key of the names and forgets who became whom.</summary>
    public void Dispose()
    {
        _names.Dispose();
        _parties.Clear();
    }

    private async ValueTask CopyPageAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0) return;
        await MeetAsync(records, cancellationToken).ConfigureAwait(false);
        var veiled = records.Select(record => _veil.Veil(record, id => id.IsNone ? id : _parties[id])).ToArray();
        var ids = veiled.SelectMany(RecordParties.FirstPlaces).Select(place => place.Party).Distinct().ToArray();
        var handles = (await _copyVault.OpenAsync(ids, cancellationToken).ConfigureAwait(false)).ToDictionary(handle => handle!.Id, handle => handle!);
        var entries = veiled.Select(record => new LedgerEntry(record, RecordMaker.Commit(record, handles), null)).ToArray();
        var report = await _copy.AppendAsync(new LedgerBatch(entries, []), cancellationToken).ConfigureAwait(false);
        if (report.Added != entries.Length) throw new InvalidOperationException("A record of the copy was taken for another one of it.");
    }

    /// <summary>Invents whoever was not met before. An erased party is nobody in the copy.</summary>
    private async ValueTask MeetAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken)
    {
        var fresh = records.SelectMany(RecordParties.FirstPlaces).Select(place => place.Party).Distinct().Where(id => !_parties.ContainsKey(id)).ToArray();
        if (fresh.Length == 0) return;
        var readings = await _sourceVault.ReadAsync(fresh, cancellationToken).ConfigureAwait(false);
        foreach (var reading in readings.Where(reading => reading.Status != PartyStatus.Known)) _parties[reading.Id] = default;
        var known = readings.Where(reading => reading.Status == PartyStatus.Known).ToArray();
        var invented = await _inventor.InventAsync([.. known.Select(reading => reading.Party)], cancellationToken).ConfigureAwait(false);
        var handles = await _copyVault.ResolveAsync(invented, cancellationToken).ConfigureAwait(false);
        for (var at = 0; at < known.Length; at++) _parties[known[at].Id] = handles[at]!.Id;
    }
}
