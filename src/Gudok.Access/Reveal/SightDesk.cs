using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>Gives the sight of whole numbers, the one place that can: first the policy, then the journal, then the sight.</summary>
/// <param name="policy">Decides.</param>
/// <param name="journal">Is written to before anything is shown.</param>
/// <param name="use">Tells how many counted acts somebody has done today; null where nobody has a quota.</param>
public sealed class SightDesk(AccessPolicy policy, IJournal journal, INumberUse? use = null) : IDisposable
{
    // One at a time: else two at once would both get the last of the quota.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Decides on an act that shows whole numbers and notes it, granted or refused.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="act">What.</param>
    /// <param name="context">The case; how much was used today is found here.</param>
    /// <param name="note">What the journal is to have besides: objects, detail, correlation.</param>
    /// <param name="cancellationToken">Cancels before the journal is written.</param>
    /// <returns>The sight; null if it was refused, with why.</returns>
    /// <exception cref="AccessException">GDK-7201: the journal could not be written; then there is no sight.</exception>
    public async ValueTask<(PartySight? Sight, Decision Decision)> AskAsync(Actor actor, Act act, ActContext context, SightNote note, CancellationToken cancellationToken)
    {
        var (decision, entry) = await DecideAsync(actor, act, context, note, cancellationToken).ConfigureAwait(false);
        return decision switch
        {
            Decision.Granted { Form: PartyForm.Full } => (PartySight.Whole(entry), decision),
            Decision.Granted { Form: PartyForm.Mask } => (PartySight.Mask, decision),
            Decision.Granted => (PartySight.Pseudonym, decision),
            _ => (null, decision),
        };
    }

    /// <summary>Decides on an act that is counted and shows nothing by itself, as a search by a number or a part of one, and notes it, granted or refused.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="act">What.</param>
    /// <param name="context">The case; how much was used today is found here.</param>
    /// <param name="correlation">Joins what one request does.</param>
    /// <param name="cancellationToken">Cancels before the journal is written.</param>
    public async ValueTask<Decision> CountAsync(Actor actor, Act act, ActContext context, string? correlation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var detail = context.PartDigits is { } digits ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{digits} digits") : null;
        return (await DecideAsync(actor, act, context, new SightNote([], detail, correlation), cancellationToken).ConfigureAwait(false)).Decision;
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async ValueTask<(Decision Decision, string Entry)> DecideAsync(Actor actor, Act act, ActContext context, SightNote note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(note);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (use is not null && policy.HasQuota(actor, act))
                context = context with { UsedToday = await use.SinceAsync(actor, act, policy.DayBegan(), cancellationToken).ConfigureAwait(false) };
            var decision = policy.Decide(actor, act, context);
            return (decision, await journal.WriteAsync(Entry(actor, act, decision, context, note), cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            _turn.Release();
        }
    }

    private static JournalEntry Entry(Actor actor, Act act, Decision decision, ActContext context, SightNote note) => new()
    {
        Actor = actor,
        Act = note.NotedAs ?? act.Name,
        Outcome = decision is Decision.Granted ? ActOutcome.Done : ActOutcome.Refused,
        Reason = context.Reason,
        Objects = note.Objects,
        Detail = Detail(decision, context, note),
        Correlation = note.Correlation,
    };

    private static string? Detail(Decision decision, ActContext context, SightNote note)
    {
        string?[] parts =
        [
            decision is Decision.Refused refused ? RefusalWords.Name(refused.Reason) : null,
            context.RequestFile is { Length: > 0 } file ? "request " + file : null,
            note.Detail,
        ];
        var said = string.Join("; ", parts.Where(part => !string.IsNullOrEmpty(part)));
        return said.Length > 0 ? said : null;
    }
}

/// <summary>What the journal is to have of an act besides who, what and why.</summary>
/// <param name="Objects">What it is done to: ids.</param>
/// <param name="Detail">What else; no number.</param>
/// <param name="Correlation">Joins what one request does.</param>
public sealed record SightNote(IReadOnlyList<string> Objects, string? Detail, string? Correlation)
{
    /// <summary>What the journal calls it, where that is not the act that the policy decides on.</summary>
    public string? NotedAs { get; init; }
}
