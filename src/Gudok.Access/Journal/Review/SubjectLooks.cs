namespace Gudok.Access;

/// <summary>Who looked at the data of one person, as that person may be told: in which role, when, what was done and how it went out; neither names
/// of employees nor their words.</summary>
/// <param name="reader">Reads the journal.</param>
public sealed class SubjectLooks(IJournalReader reader)
{
    /// <summary>Looks at a party's data, the newest first.</summary>
    /// <param name="pseudonyms">The pseudonyms under which entries may name the party, one for each month.</param>
    /// <param name="most">The most looks, 1 to <see cref="JournalSearch.MostEntries"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<SubjectLook>> OfAsync(IEnumerable<string> pseudonyms, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pseudonyms);
        var found = new SortedDictionary<long, SubjectLook>();
        foreach (var pseudonym in pseudonyms.Distinct())
        {
            var page = await reader.SearchAsync(new JournalSearch { Object = "party:" + pseudonym, Limit = most }, cancellationToken).ConfigureAwait(false);
            foreach (var kept in page.Entries) found[-kept.Number] = Look(kept);
        }

        return [.. found.Values.Take(most)];
    }

    private static SubjectLook Look(KeptEntry kept) => new(kept.At, kept.Entry.Actor.Kind, kept.Entry.Actor.Roles, kept.Entry.Act, kept.Entry.Outcome);
}

/// <summary>One look at somebody's data.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">Who: a person, a program, the owner of the system, a job.</param>
/// <param name="Roles">In which roles.</param>
/// <param name="Act">What was done.</param>
/// <param name="Outcome">How it went out.</param>
public sealed record SubjectLook(DateTimeOffset At, ActorKind Kind, IReadOnlyList<Role> Roles, string Act, ActOutcome Outcome);
