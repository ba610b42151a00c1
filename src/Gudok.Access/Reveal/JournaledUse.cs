namespace Gudok.Access;

/// <summary>Counts by the journal: what is noted before it is done cannot be forgotten, by a restart neither.</summary>
public sealed class JournaledUse(IJournalReader journal) : INumberUse
{
    private static readonly string[] Counted = [.. Act.All.Where(act => act.Is(ActTraits.Counted)).Select(act => act.Name)];

    /// <inheritdoc />
    public async ValueTask<int> SinceAsync(Actor actor, Act act, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(act);
        var count = 0;
        foreach (var name in act.Is(ActTraits.CountedAlone) ? [act.Name] : Counted)
        {
            var search = new JournalSearch { Actor = actor.Id, Act = name, From = since, Outcome = ActOutcome.Done, Limit = JournalSearch.MostEntries };
            for (JournalPage? page = null; page is null || page.Next is not null;)
            {
                page = await journal.SearchAsync(search with { Before = page?.Next }, cancellationToken).ConfigureAwait(false);
                count += page.Count;
            }
        }

        return count;
    }
}
