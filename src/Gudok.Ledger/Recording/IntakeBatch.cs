using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>What one batch of observed calls comes to: new records, later versions of known ones, and how many brought nothing.</summary>
internal sealed class IntakeBatch(int size)
{
    private readonly RecordId[] _ids = new RecordId[size];
    private readonly int[] _newAt = new int[size];
    private readonly Dictionary<CallKey, int> _newByKey = new(size);
    private int _known;
    private int _added;
    private int _corrected;

    /// <summary>Calls to record for the first time.</summary>
    public List<(RecordId Id, ObservedCall Call)> New { get; } = new(size);

    /// <summary>Calls that may change a record that stands already.</summary>
    public List<(CallRecord Existing, ObservedCall Call)> Later { get; } = [];

    public bool IsEmpty => New.Count + Later.Count == 0;

    /// <summary>Takes a call that is not recorded yet. A second sighting within the batch replaces the first if it knows more.</summary>
    public void Add(int index, ObservedCall call, CallKey key, TimeSpan window)
    {
        if (_newByKey.TryGetValue(key, out var at) && (call.StartedAt - New[at].Call.StartedAt).Duration() < window)
        {
            // A later version of a call of this batch is that call and nothing known from before.
            if (call.Revision == 0) _known++;
            _newAt[index] = at + 1;
            if (Join(New[at].Call, call) is { } joined) New[at] = (RecordId.Create(joined.StartedAt, key), joined);
            return;
        }

        _newByKey[key] = New.Count;
        New.Add((RecordId.Create(call.StartedAt, key), call));
        _newAt[index] = New.Count;
    }

    /// <summary>Takes a call that is recorded: it may bring something later, or nothing.</summary>
    public async ValueTask MeetAsync(
        int index, ObservedCall call, KnownRecord known, ICallLedger ledger, CancellationToken cancellationToken)
    {
        _ids[index] = known.Id;
        var mayChange = call.Revision > 0 || (!known.IsComplete && !call.IsEndEstimated);
        if (mayChange && await ledger.FindAsync(known.Id, cancellationToken).ConfigureAwait(false) is { } existing) Later.Add((existing, call));
        else _known++;
    }

    public void CountKnown() => _known++;

    public void Count(AppendReport report)
    {
        _added += report.Added;
        _known += report.Known;
        _corrected += report.Corrected;
    }

    /// <summary>Tells every party of the batch, once.</summary>
    public void Tell(BatchParties parties)
    {
        parties.Expect(New.Count * 2);
        foreach (var (_, call) in New) parties.Add(call);
        foreach (var (_, call) in Later) parties.Add(call);
    }

    public IntakeReport Report()
    {
        // The id of a new record is certain only now: a later sighting within the batch may have moved its start.
        for (var i = 0; i < _ids.Length; i++)
        {
            if (_newAt[i] > 0) _ids[i] = New[_newAt[i] - 1].Id;
        }

        return new IntakeReport(_ids, _added, _known, _corrected);
    }

    /// <summary>What two sightings of one call come to; null if the later one brings nothing.</summary>
    private static ObservedCall? Join(ObservedCall earlier, ObservedCall later)
    {
        if (later.OtherTag is not null || (later.IsStartEstimated && !earlier.IsStartEstimated))
            return earlier.IsEndEstimated && !later.IsEndEstimated ? WithEnd(earlier, later) : null;
        var bringsMore = later.Revision > earlier.Revision || (later.IsComplete && !earlier.IsComplete);

        // A correction comes without the messages that were given out with what it corrects.
        if (!bringsMore) return null;
        if (later.Media.Count == 0 && earlier.Media.Count > 0)
            later = later with { Media = earlier.Media, Quality = earlier.Quality, OneWayAudio = earlier.OneWayAudio };
        return later.Messages.Count > 0 ? later : later with { Messages = earlier.Messages };
    }

    /// <summary>A call whose end was seen apart from it.</summary>
    private static ObservedCall WithEnd(ObservedCall call, ObservedCall end) => call with
    {
        EndedAt = end.EndedAt,
        EndedBy = end.EndedBy,
        Cause = end.Cause ?? call.Cause,
        IsEndEstimated = false,
        IsComplete = true,
    };
}
