namespace Gudok.Access;

/// <summary>Prepares the weekly review of the journal, and takes its confirmation.</summary>
/// <param name="reader">Reads the journal.</param>
/// <param name="journal">Takes the confirmation.</param>
/// <param name="rules">Say when people work.</param>
public sealed class WeeklyReview(IJournalReader reader, IJournal journal, AlertRules rules)
{
    /// <summary>Refused or failed attempts of one actor from which on they stand out.</summary>
    public const int ManyRefusals = 5;

    /// <summary>Numbers seen by one actor in a week from which on they stand out.</summary>
    public const int ManyReveals = 50;

    private const int WeeksBefore = 4;
    private static readonly TimeSpan _week = TimeSpan.FromDays(7);

    /// <summary>The review of a week.</summary>
    /// <param name="monday">Its first day.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<WeekReview> OfAsync(DateOnly monday, CancellationToken cancellationToken)
    {
        var start = new DateTimeOffset(monday.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var known = new HashSet<(string, string)>();
        await foreach (var kept in ReadAsync(start - (WeeksBefore * _week), start, cancellationToken).ConfigureAwait(false)) Remember(known, kept.Entry.Actor);
        var sums = new Dictionary<(FindingKind Kind, string Actor), Finding>();
        var (entries, people) = (0, new HashSet<string>());
        // The newest comes first: what is an address's first use is known only once all were seen.
        var week = new List<KeptEntry>();
        await foreach (var kept in ReadAsync(start, start + _week, cancellationToken).ConfigureAwait(false)) week.Add(kept);
        foreach (var kept in Enumerable.Reverse(week))
        {
            entries++;
            people.Add(kept.Entry.Actor.Id);
            foreach (var kind in KindsOf(kept, known)) Count(sums, kind, kept);
        }

        var findings = sums.Values.Where(IsMuch).OrderBy(finding => finding.Kind).ThenByDescending(finding => finding.Entries).ThenBy(finding => finding.Actor, StringComparer.Ordinal);
        return new WeekReview(monday, entries, people.Count, [.. findings], await ConfirmedAsync(monday, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Notes in the journal that somebody reviewed a week.</summary>
    /// <param name="monday">Its first day.</param>
    /// <param name="reviewer">Who.</param>
    /// <param name="note">What was found, or done about it.</param>
    /// <param name="cancellationToken">Cancels before it is written.</param>
    /// <remarks>Counts for a week that is over: before, nobody can have seen it.</remarks>
    public async Task ConfirmAsync(DateOnly monday, Actor reviewer, string note, CancellationToken cancellationToken) => await journal.WriteAsync(
        new JournalEntry { Actor = reviewer, Act = Act.ReviewJournal.Name, Outcome = ActOutcome.Done, Reason = note, Objects = [WeekReview.ObjectOf(monday)] }, cancellationToken).ConfigureAwait(false);

    private IEnumerable<FindingKind> KindsOf(KeptEntry kept, HashSet<(string, string)> known)
    {
        var (entry, actor) = (kept.Entry, kept.Entry.Actor);
        if (entry.Outcome != ActOutcome.Done) yield return FindingKind.Refusals;
        if (actor.Kind is ActorKind.Person or ActorKind.Owner && !rules.Hours.Hold(kept.At)) yield return FindingKind.OutOfHours;
        if (entry.Outcome == ActOutcome.Done && entry.Act is "number.reveal" or "evidence.disclose" or "number.copy")
            yield return actor.Kind == ActorKind.Owner ? FindingKind.OwnerReveals : FindingKind.ManyReveals;
        if (Remember(known, actor)) yield return FindingKind.NewAddress;
        if (ChangesRights(entry.Act)) yield return FindingKind.RoleChanges;
    }

    private static bool ChangesRights(string act) =>
        act.StartsWith("user.", StringComparison.Ordinal) && act != Act.UserRead.Name || act.StartsWith("client.", StringComparison.Ordinal) || act == "token.key";

    private static bool Remember(HashSet<(string, string)> known, Actor actor) => actor.Address is { } address && known.Add((actor.Id, address));

    private static void Count(Dictionary<(FindingKind, string), Finding> sums, FindingKind kind, KeptEntry kept)
    {
        var key = (kind, kept.Entry.Actor.Id);
        sums[key] = sums.TryGetValue(key, out var former)
            ? former with { Entries = former.Entries + 1, Last = kept.Number }
            : new Finding(kind, kept.Entry.Actor.Name, 1, kept.Number, kept.Number);
    }

    private static bool IsMuch(Finding finding) => finding.Kind switch
    {
        FindingKind.Refusals => finding.Entries >= ManyRefusals,
        FindingKind.ManyReveals => finding.Entries >= ManyReveals,
        FindingKind.OutOfHours or FindingKind.OwnerReveals or FindingKind.NewAddress or FindingKind.RoleChanges => true,
    };

    private async Task<KeptEntry?> ConfirmedAsync(DateOnly monday, CancellationToken cancellationToken)
    {
        // Whoever confirmed it before its end had not seen it.
        var search = new JournalSearch { Object = WeekReview.ObjectOf(monday), Act = Act.ReviewJournal.Name, Outcome = ActOutcome.Done, From = WeekReview.EndOf(monday) };
        KeptEntry? confirmed = null;
        // Opening the review names the week too; a confirmation is what has a note.
        do
        {
            var page = await reader.SearchAsync(search, cancellationToken).ConfigureAwait(false);
            confirmed = page.Entries.FirstOrDefault(kept => kept.Entry.Reason is not null);
            search = search with { Before = page.Next };
        }
        while (confirmed is null && search.Before is not null);

        return confirmed;
    }

    private async IAsyncEnumerable<KeptEntry> ReadAsync(
        DateTimeOffset from, DateTimeOffset to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var search = new JournalSearch { From = from, To = to, Limit = JournalSearch.MostEntries };
        do
        {
            var page = await reader.SearchAsync(search, cancellationToken).ConfigureAwait(false);
            foreach (var kept in page.Entries) yield return kept;
            search = search with { Before = page.Next };
        }
        while (search.Before is not null);
    }
}
