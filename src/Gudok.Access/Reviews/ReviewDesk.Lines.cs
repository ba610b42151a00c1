namespace Gudok.Access;

public sealed partial class ReviewDesk
{
    private const string Keep = "answer:keep";
    private const string Withdraw = "answer:withdraw";

    /// <summary>All lines: roles that accounts have, and those that this review took.</summary>
    /// <param name="quarter">The quarter.</param>
    /// <param name="withUse">Whether to look up when roles were last used: a search in the journal for each account.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    private async Task<IReadOnlyList<RightLine>> LinesAsync(Quarter quarter, bool withUse, CancellationToken cancellationToken)
    {
        var answers = await AnswersAsync(quarter, cancellationToken).ConfigureAwait(false);
        var lines = new List<RightLine>();
        foreach (var person in await people.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var held = IsReviewed(person) ? person.Roles.Where(role => role != Role.Citizen).ToArray() : [];
            var used = withUse && held.Length > 0 ? await UsedAsync(person.Id, held, cancellationToken).ConfigureAwait(false) : [];
            foreach (var role in held)
            {
                // What was withdrawn and is there all the same was given again: somebody has to look at it anew.
                var answer = answers.GetValueOrDefault((person.Id, role)) is { IsKept: true } kept ? kept : null;
                lines.Add(LineOf(person, role, used.TryGetValue(role, out var at) ? at : null, answer));
            }

            foreach (var (key, answer) in answers.Where(one => one.Key.AccountId == person.Id && !one.Value.IsKept && !held.Contains(one.Key.Role)).OrderBy(one => one.Key.Role))
                lines.Add(LineOf(person, key.Role, null, answer));
        }

        return lines;
    }

    private static RightLine LineOf(PersonView person, Role role, DateTimeOffset? usedAt, RightAnswer? answer) =>
        new(person.Id, person.Name, role, person.Teams, person.LastSignInAt, usedAt, answer);

    /// <summary>The last answer to each line, by the journal.</summary>
    private async Task<Dictionary<(string AccountId, Role Role), RightAnswer>> AnswersAsync(Quarter quarter, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<(string, Role), RightAnswer>();
        var search = new JournalSearch { Act = Act.ReviewRights.Name, Object = ObjectOf(quarter), Outcome = ActOutcome.Done, Limit = JournalSearch.MostEntries };
        do
        {
            var page = await reader.SearchAsync(search, cancellationToken).ConfigureAwait(false);
            foreach (var kept in page.Entries)
            {
                var objects = kept.Entry.Objects;
                if (After(objects, "user:") is not { } user || !AccessWords.TryRead(After(objects, "role:"), out Role role)) continue;
                // The newest comes first.
                answers.TryAdd((user, role), new RightAnswer(objects.Contains(Keep), kept.Entry.Reason ?? "", kept.Entry.Actor.Name, kept.At));
            }

            search = search with { Before = page.Next };
        }
        while (search.Before is not null);

        return answers;
    }

    /// <summary>When somebody last did what each role is granted.</summary>
    private async Task<Dictionary<Role, DateTimeOffset>> UsedAsync(string accountId, Role[] roles, CancellationToken cancellationToken)
    {
        var used = new Dictionary<Role, DateTimeOffset>();
        var page = await reader.SearchAsync(new JournalSearch { Actor = accountId, Outcome = ActOutcome.Done, Limit = JournalSearch.MostEntries }, cancellationToken).ConfigureAwait(false);
        foreach (var kept in page.Entries)
        {
            if (!Act.TryFind(kept.Entry.Act, out var act) || act.Is(ActTraits.Everyone)) continue;
            foreach (var role in roles)
            {
                if (kept.Entry.Actor.Has(role) && IsGranted(role, act)) used.TryAdd(role, kept.At);
            }
        }

        return used;
    }

    private bool IsGranted(Role role, Act act) => policy.MayEver(new Actor { Kind = ActorKind.Person, Id = "", Name = "", Roles = [role], HasSecondFactor = true }, act);

    private static string? After(IReadOnlyList<string> objects, string kind) =>
        objects.FirstOrDefault(one => one.StartsWith(kind, StringComparison.Ordinal)) is { } found ? found[kind.Length..] : null;
}
