using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

/// <summary>Exports under approval: who asks, who decides, who gets the file. What stands in a file is none of its business.</summary>
/// <remarks>Thread-safe. One thing at a time: of two who decide at once one comes second. Every change is journaled before it is made.</remarks>
public sealed partial class ExportDesk : IDisposable
{
    private const int MostShown = 200;
    private static readonly Actor Job = new() { Kind = ActorKind.System, Id = "exports", Name = "exports" };

    private readonly PeopleDesk _people;
    private readonly AccessPolicy _policy;
    private readonly IJournal _journal;
    private readonly ExportOptions _options;
    private readonly TimeProvider _clock;
    private readonly ExportRights _rights;
    private readonly SemaphoreSlim _turn = new(1);
    private TaskCompletionSource _nextWork = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Opens nothing yet.</summary>
    /// <param name="people">Who asks and decides.</param>
    /// <param name="policy">Who may.</param>
    /// <param name="journal">Who did.</param>
    /// <param name="options">What is kept and how long.</param>
    /// <param name="folder">The data folder: files go to its subfolder <c>exports</c>.</param>
    public ExportDesk(PeopleDesk people, AccessPolicy policy, IJournal journal, ExportOptions options, string folder)
    {
        ArgumentNullException.ThrowIfNull(people);
        _people = people;
        _policy = policy;
        _journal = journal;
        _options = options;
        _clock = people.Clock;
        _rights = new ExportRights(policy, people);
        Files = new ExportFiles(folder);
    }

    /// <summary>What is kept and how long.</summary>
    public ExportOptions Options => _options;

    /// <summary>Whether a file is given to nobody for now: nobody knows yet whether somebody stands in it who was erased.</summary>
    public Func<string, bool> IsHeldBack { get; set; } = static _ => false;

    /// <summary>The files.</summary>
    internal ExportFiles Files { get; }

    /// <summary>Asks for an export.</summary>
    public async Task<ExportAnswer> AskAsync(Actor actor, NewExport wanted, string? correlation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (actor.Kind != ActorKind.Person) return new ExportAnswer.Denied(new Decision.Refused(Refusal.NoRole, Act.ExportAsk));
        if (wanted.KeepFor <= TimeSpan.Zero || wanted.KeepFor > _options.KeepFor) return new ExportAnswer.Wrong(AccessFaults.ExportWrong);
        var decision = _policy.Decide(actor, Act.ExportAsk, new ActContext { Reason = wanted.Reason });
        if (decision is Decision.Refused refused) return new ExportAnswer.Denied(refused);
        if (((Decision.Granted)decision).Form < wanted.Form) return new ExportAnswer.Wrong(AccessFaults.ExportFormNotGranted);
        return await TakeTurnAsync<ExportAnswer>(async work =>
        {
            var open = await work.Database.Set<ExportRow>().CountAsync(
                row => row.AskedBy == actor.Id && (row.State == ExportState.Asked || row.State == ExportState.Approved || row.State == ExportState.Ready), cancellationToken).ConfigureAwait(false);
            if (open >= _options.OpenRequests) return new ExportAnswer.Wrong(AccessFaults.TooManyExports);
            var row = NewRow(actor, wanted, _clock.GetUtcNow());
            await NoteAsync(actor, Act.ExportAsk.Name, row, wanted.Reason, $"{Word(wanted.Format)}, {Word(wanted.Form)}", correlation, cancellationToken).ConfigureAwait(false);
            work.Database.Add(row);
            await work.Database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return new ExportAnswer.Done(row.ToView());
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What somebody may see of requests, the newest first.</summary>
    public async Task<IReadOnlyList<ExportView>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (_policy.Decide(actor, Act.ExportRead, ActContext.Empty) is not Decision.Granted granted) return [];
        var within = await _rights.WithinAsync(actor, granted.Scope, cancellationToken).ConfigureAwait(false);
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var rows = work.Database.Set<ExportRow>().AsNoTracking();
        if (granted.Scope != ActScope.All) rows = rows.Where(row => row.AskedBy == actor.Id || within.Contains(row.AskedByName));
        // UUIDv7: the newest have the greatest ids.
        return [.. (await rows.OrderByDescending(row => row.Id).Take(MostShown).ToListAsync(cancellationToken).ConfigureAwait(false)).Select(row => row.ToView())];
    }

    /// <summary>One request.</summary>
    public Task<ExportAnswer> FindAsync(Actor actor, string id, CancellationToken cancellationToken) => OnRowAsync(id, async (_, row) =>
        await _rights.RefusesAsync(actor, Act.ExportRead, row, null, cancellationToken).ConfigureAwait(false) is { } refused
            ? new ExportAnswer.Denied(refused)
            : new ExportAnswer.Done(row.ToView()), cancellationToken);

    /// <summary>Whether somebody could decide on a request as it stands: what a page offers.</summary>
    public async Task<bool> MayDecideAsync(Actor actor, string id, CancellationToken cancellationToken) => await OnRowAsync(id, async (_, row) =>
        row.State == ExportState.Asked && await _rights.RefusesDecisionAsync(actor, row, null, cancellationToken).ConfigureAwait(false) is null
            ? new ExportAnswer.Done(row.ToView())
            : new ExportAnswer.Wrong(AccessFaults.ExportNotSo), cancellationToken).ConfigureAwait(false) is ExportAnswer.Done;

    /// <summary>Approves or refuses what somebody else asked for.</summary>
    public Task<ExportAnswer> DecideAsync(Actor actor, string id, bool isApproved, string reason, string? correlation, CancellationToken cancellationToken) => OnRowAsync(id, async (work, row) =>
    {
        if (await _rights.RefusesDecisionAsync(actor, row, reason, cancellationToken).ConfigureAwait(false) is { } refused) return new ExportAnswer.Denied(refused);
        if (string.IsNullOrWhiteSpace(reason)) return new ExportAnswer.Wrong(AccessFaults.NoReason);
        var now = _clock.GetUtcNow();
        if (row.State != ExportState.Asked || row.EndsAt <= now) return new ExportAnswer.Wrong(AccessFaults.ExportNotSo);
        await NoteAsync(actor, Act.ExportDecide.Name, row, reason, isApproved ? "approved" : "refused", correlation, cancellationToken).ConfigureAwait(false);
        row.State = isApproved ? ExportState.Approved : ExportState.Refused;
        (row.DecidedByName, row.DecidedAt, row.Decision) = (actor.Name, now, reason);
        // Until the file is there: how long its requester has from then on is known then.
        row.EndsAt = isApproved ? now + _options.KeepFor : now;
        await work.Database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        Wake();
        return new ExportAnswer.Done(row.ToView());
    }, cancellationToken);

    /// <summary>Takes one's own request back; its file goes.</summary>
    public Task<ExportAnswer> WithdrawAsync(Actor actor, string id, string? correlation, CancellationToken cancellationToken) => OnRowAsync(id, async (work, row) =>
    {
        if (row.AskedBy != actor.Id) return new ExportAnswer.Denied(new Decision.Refused(Refusal.OutOfScope, Act.ExportAsk));
        if (!row.IsLive && row.State != ExportState.Asked) return new ExportAnswer.Wrong(AccessFaults.ExportNotSo);
        await EndAsync(work, row, ExportState.Withdrawn, "requester", actor, correlation, cancellationToken).ConfigureAwait(false);
        return new ExportAnswer.Done(row.ToView());
    }, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private static ExportRow NewRow(Actor actor, NewExport wanted, TimeSpan decideWithin, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now).ToString(),
        AskedBy = actor.Id,
        AskedByName = actor.Name,
        AskedAt = now,
        Search = wanted.Search,
        Names = wanted.Names is { } names ? string.Join('\n', names) : null,
        Format = wanted.Format,
        Form = wanted.Form,
        Reason = wanted.Reason,
        KeepForMs = (long)wanted.KeepFor.TotalMilliseconds,
        State = ExportState.Asked,
        EndsAt = now + decideWithin,
    };

    private ExportRow NewRow(Actor actor, NewExport wanted, DateTimeOffset now) => NewRow(actor, wanted, _options.DecideWithin, now);

    private Task<ExportAnswer> OnRowAsync(string id, Func<PeopleWork, ExportRow, Task<ExportAnswer>> act, CancellationToken cancellationToken) => TakeTurnAsync(async work =>
        Guid.TryParseExact(id, "D", out var known)
        && await work.Database.Set<ExportRow>().FirstOrDefaultAsync(row => row.Id == known.ToString(), cancellationToken).ConfigureAwait(false) is { } row
            ? await act(work, row).ConfigureAwait(false)
            : new ExportAnswer.Wrong(AccessFaults.NoExport), cancellationToken);

    private async Task<T> TakeTurnAsync<T>(Func<PeopleWork, Task<T>> act, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
            return await act(work).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask NoteAsync(Actor actor, string act, ExportRow row, string? reason, string? detail, string? correlation, CancellationToken cancellationToken) =>
        await _journal.WriteAsync(
            new JournalEntry { Actor = actor, Act = act, Outcome = ActOutcome.Done, Objects = ["export:" + row.Id, "user:" + row.AskedBy], Reason = reason, Detail = detail, Correlation = correlation },
            cancellationToken).ConfigureAwait(false);

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private void Wake() => Interlocked.Exchange(ref _nextWork, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
