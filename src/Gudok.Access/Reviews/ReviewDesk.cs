namespace Gudok.Access;

/// <summary>The quarterly review of rights and the list of leavers. Answers are entries of the journal and stand nowhere else; what was closed has a record whose
/// SHA-256 the journal names, so that the chain of signed heads proves it.</summary>
/// <remarks>Thread-safe. What is withdrawn is taken at once.</remarks>
public sealed partial class ReviewDesk(PeopleDesk people, IJournal journal, IJournalReader reader, AccessPolicy policy, ReviewOptions options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>The quarter that is reviewed now.</summary>
    public Quarter Current => Quarter.Of(clock.GetUtcNow());

    /// <summary>The review of this quarter.</summary>
    /// <param name="actor">Who looks; of a team's supervisor, the team's lines come.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<RightsReview> OfAsync(Actor actor, CancellationToken cancellationToken)
    {
        var quarter = Quarter.Of(clock.GetUtcNow());
        var lines = await LinesAsync(quarter, withUse: true, cancellationToken).ConfigureAwait(false);
        var closed = await FindRecordAsync(quarter.ToString(), cancellationToken).ConfigureAwait(false);
        var due = quarter.Start + options.DueWithin;
        var isOverdue = closed is null && await IsOverdueAsync(cancellationToken).ConfigureAwait(false);
        var teams = await people.TeamsAsync(cancellationToken).ConfigureAwait(false);
        var seen = lines.Where(line => Reaches(actor, Act.ReviewRead, line.Teams, teams)).Select(line => line with { IsYours = line.AccountId != actor.Id && Answers(actor, line.Teams, line.Role, teams) });
        return new RightsReview(quarter, due, isOverdue, [.. seen], lines.Count(line => line.Answer is null), closed);
    }

    /// <summary>Answers a line: the role stays, or goes at once. The last answer closes the review.</summary>
    /// <param name="actor">Who answers; never of one's own rights.</param>
    /// <param name="account">The account.</param>
    /// <param name="role">The role.</param>
    /// <param name="isKept">Whether it stays.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    /// <returns>The record, if that was the last open line.</returns>
    /// <exception cref="AccessException">GDK-7001, GDK-7080, GDK-7081; GDK-7412: one's own line; GDK-7414: out of reach; GDK-7421: no reason; GDK-7084, GDK-7085: the role cannot go.</exception>
    public async Task<ReviewRecord?> AnswerAsync(Actor actor, string account, Role role, bool isKept, string reason, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new AccessException(AccessFaults.NoReason, "say why the role stays or goes");
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var quarter = Quarter.Of(clock.GetUtcNow());
            if (await FindRecordAsync(quarter.ToString(), cancellationToken).ConfigureAwait(false) is { } closed)
                throw new AccessException(AccessFaults.ReviewClosed, $"the review {closed.Id} is closed; change roles as at any other time: gudok user role");
            var person = await people.FindAsync(account, cancellationToken).ConfigureAwait(false);
            if (actor.Kind == ActorKind.Person && actor.Id == person.Id) throw new AccessException(AccessFaults.OwnRequest, "nobody reviews one's own rights");
            if (!Answers(actor, person.Teams, role, await people.TeamsAsync(cancellationToken).ConfigureAwait(false))) throw new AccessException(AccessFaults.OutOfScope, $"that line of {person.Name} is answered by somebody who reaches it: another team's, or a role above those of a team");
            if (!IsReviewed(person) || !person.Roles.Contains(role) || role == Role.Citizen)
                throw new AccessException(AccessFaults.NoReviewLine, $"the review has no line of {person.Name} with that role; gudok review shows the lines");
            if (!isKept) await RequireWithdrawableAsync(person, role, cancellationToken).ConfigureAwait(false);
            await NoteAsync(actor, quarter, person, role, isKept, reason.Trim(), cancellationToken).ConfigureAwait(false);
            if (!isKept) await WithdrawAsync(actor, person, role, quarter, cancellationToken).ConfigureAwait(false);
            return await TryCloseAsync(actor, quarter, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private static string ObjectOf(Quarter quarter) => "review:" + quarter;

    // Whoever is blocked holds nothing: the list of leavers has those. Citizens have the rights that the law gives them.
    private static bool IsReviewed(PersonView person) => person.BlockedAt is null && person.Roles.Any(role => role != Role.Citizen);

    private bool Reaches(Actor actor, Act act, IReadOnlyList<string> teams, IReadOnlyList<TeamView> all) => policy.Decide(actor, act, ActContext.Ahead) is Decision.Granted granted && granted.Scope switch
    {
        ActScope.All => true,
        ActScope.Team => teams.Intersect(actor.Teams, StringComparer.Ordinal).Any(),
        ActScope.Department => teams.Intersect(PeopleDesk.WithDepartments(actor.Teams, all), StringComparer.Ordinal).Any(),
        ActScope.Own => false,
    };

    // Whoever answers for a team answers for the work done in it. Roles above may stand beside it, and are looked at by whoever reaches all.
    private bool Answers(Actor actor, IReadOnlyList<string> teams, Role role, IReadOnlyList<TeamView> all) =>
        Reaches(actor, Act.ReviewRights, teams, all) && (role is Role.Operator or Role.ContractorOperator || ReachesAll(actor, Act.ReviewRights));

    private async Task RequireWithdrawableAsync(PersonView person, Role role, CancellationToken cancellationToken)
    {
        if (role == Role.Administrator && !(await people.ListAsync(cancellationToken).ConfigureAwait(false)).Any(other => other.Id != person.Id && other.BlockedAt is null && other.Roles.Contains(role)))
            throw new AccessException(AccessFaults.LastAdministrator, $"{person.Name} is the last administrator who can come in; give somebody else the role first: gudok user role");
        if (person.Roles.Count > 1 && people.GiverOf(person, role) is { } provider)
            throw new AccessException(AccessFaults.GivenByProvider, $"provider {provider} gives {person.Name} that role at each sign-in; take it there, or block the account: gudok user block {person.Name}");
    }

    private async Task NoteAsync(Actor actor, Quarter quarter, PersonView person, Role role, bool isKept, string reason, CancellationToken cancellationToken) => await journal.WriteAsync(
        new JournalEntry
        {
            Actor = actor,
            Act = Act.ReviewRights.Name,
            Outcome = ActOutcome.Done,
            Reason = reason,
            Objects = [ObjectOf(quarter), "user:" + person.Id, "role:" + AccessWords.Word(role), isKept ? Keep : Withdraw],
        },
        cancellationToken).ConfigureAwait(false);

    private async Task WithdrawAsync(Actor actor, PersonView person, Role role, Quarter quarter, CancellationToken cancellationToken)
    {
        // An account without a role is of nobody's use: it is blocked, and stands on the list of leavers.
        if (person.Roles.Count > 1) await people.ChangeRolesAsync(actor, person.Name, [], [role], cancellationToken).ConfigureAwait(false);
        else await people.WithdrawAllAsync(actor, person.Name, $"review {quarter}: the last role was withdrawn", cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReviewRecord?> TryCloseAsync(Actor actor, Quarter quarter, CancellationToken cancellationToken)
    {
        if ((await LinesAsync(quarter, withUse: false, cancellationToken).ConfigureAwait(false)).Any(line => line.Answer is null)) return null;
        var lines = await LinesAsync(quarter, withUse: true, cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var file = new RightsFile(RightsFile.Urn, quarter.ToString(), ReviewJson.Time(now), actor.Name, [.. lines.Select(FileLine)]);
        var withdrawn = lines.Count(line => line.Answer is { IsKept: false });
        return await KeepAsync(actor, quarter.ToString(), "rights", ReviewJson.Of(file), ObjectOf(quarter), $"closed: {lines.Count} lines, {withdrawn} withdrawn", now, cancellationToken).ConfigureAwait(false);
    }

    private static RightsFileLine FileLine(RightLine line) => new(
        line.AccountId, line.Account, AccessWords.Word(line.Role), line.Teams, ReviewJson.Time(line.LastSignInAt), ReviewJson.Time(line.LastUsedAt),
        line.Answer!.IsKept ? "keep" : "withdraw", line.Answer.Reason, line.Answer.By, ReviewJson.Time(line.Answer.At));
}
