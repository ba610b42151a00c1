namespace Gudok.Access;

/// <summary>Alerts as people work through them: which there are, and that somebody looked into one. Thread-safe.</summary>
/// <param name="reader">Reads the journal, in which they lie.</param>
/// <param name="journal">Takes acknowledgements.</param>
public sealed class AlertBook(IJournalReader reader, IJournal journal)
{
    /// <summary>The most alerts of a page.</summary>
    public const int MostAlerts = 100;

    /// <summary>The most alerts that are looked through for those of some people.</summary>
    public const int MostLookedThrough = 2_000;

    // Whose doing raised those that nobody has acknowledged.
    private volatile string[]? _open;

    /// <summary>Alerts, the newest first, acknowledged or not.</summary>
    /// <param name="before">Only alerts with smaller numbers; null for the newest.</param>
    /// <param name="actors">Only those of these account names; null for all. Then no more than <see cref="MostLookedThrough"/> are looked through.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<Alert>> ListAsync(long? before, IReadOnlyCollection<string>? actors, CancellationToken cancellationToken)
    {
        var found = new List<KeptEntry>();
        var search = new JournalSearch { Act = RaisedAlert.ActName, Before = before, Limit = MostAlerts };
        for (var seen = 0; seen < MostLookedThrough && found.Count < MostAlerts; seen += MostAlerts)
        {
            var page = await reader.SearchAsync(search, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Entries.Where(kept => actors is null || actors.Contains(RaisedAlert.Read(kept, null).ActorName, StringComparer.OrdinalIgnoreCase)));
            if (page.Next is null) break;
            search = search with { Before = page.Next };
        }

        if (found.Count == 0) return [];
        if (found.Count > MostAlerts) found.RemoveRange(MostAlerts, found.Count - MostAlerts);
        var done = await AcknowledgedAsync(found[^1].At, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(kept => RaisedAlert.Read(kept, done.GetValueOrDefault(kept.Number)))];
    }

    /// <summary>One alert; null if there is none of this number.</summary>
    public async Task<Alert?> FindAsync(long number, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(number, cancellationToken).ConfigureAwait(false) is not { Kept: var kept } || kept.Entry.Act != RaisedAlert.ActName) return null;
        return RaisedAlert.Read(kept, (await AcknowledgedAsync(kept.At, cancellationToken).ConfigureAwait(false)).GetValueOrDefault(number));
    }

    /// <summary>Notes in the journal that somebody looked into an alert.</summary>
    /// <returns>The alert as it is then, acknowledged by whoever was first; null if there is none.</returns>
    public async Task<Alert?> AcknowledgeAsync(long number, Actor actor, string note, CancellationToken cancellationToken)
    {
        if (await FindAsync(number, cancellationToken).ConfigureAwait(false) is not { } alert) return null;
        if (alert.Acknowledged is not null) return alert;
        await journal.WriteAsync(
            new JournalEntry { Actor = actor, Act = Act.AlertsAcknowledge.Name, Outcome = ActOutcome.Done, Reason = note, Objects = ["alert:" + EntryReference.Of(number)] }, cancellationToken).ConfigureAwait(false);
        _open = null;
        return await FindAsync(number, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How many of the newest <see cref="MostAlerts"/> nobody has acknowledged: the mark in the navigation. Read anew after a change only.</summary>
    /// <param name="actors">Only those of these account names; null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<int> CountOpenAsync(IReadOnlyCollection<string>? actors, CancellationToken cancellationToken)
    {
        if (_open is not { } open)
        {
            var alerts = await ListAsync(null, null, cancellationToken).ConfigureAwait(false);
            _open = open = [.. alerts.Where(alert => alert.Acknowledged is null).Select(alert => alert.ActorName)];
        }

        return actors is null ? open.Length : open.Count(name => actors.Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>There is a new one.</summary>
    internal void Changed() => _open = null;

    private async Task<Dictionary<long, KeptEntry>> AcknowledgedAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        var done = new Dictionary<long, KeptEntry>();
        var search = new JournalSearch { Act = Act.AlertsAcknowledge.Name, Outcome = ActOutcome.Done, From = from, Limit = JournalSearch.MostEntries };
        do
        {
            var page = await reader.SearchAsync(search, cancellationToken).ConfigureAwait(false);
            // The newest comes first: whoever was first is written last.
            foreach (var kept in page.Entries)
            {
                if (kept.Entry.Objects is [var one] && one.StartsWith("alert:", StringComparison.Ordinal) && EntryReference.TryRead(one["alert:".Length..], out var number)) done[number] = kept;
            }

            search = search with { Before = page.Next };
        }
        while (search.Before is not null);

        return done;
    }
}
