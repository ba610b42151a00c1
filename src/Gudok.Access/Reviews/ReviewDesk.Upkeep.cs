namespace Gudok.Access;

public sealed partial class ReviewDesk
{
    /// <summary>Whether this quarter's review should have been closed by now. Not while nobody has had an account since before the quarter.</summary>
    public async Task<bool> IsOverdueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var quarter = Quarter.Of(now);
        if (now < quarter.Start + options.DueWithin) return false;
        if (await FindRecordAsync(quarter.ToString(), cancellationToken).ConfigureAwait(false) is not null) return false;
        return await HadPeopleAsync(quarter, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is to be done of reviews without anybody: a review whose last open line went away otherwise than by an answer is closed; one that is overdue is noted once a week, one
    /// that its quarter left unclosed once. A rule of alerts tells both.</summary>
    /// <param name="job">In whose name.</param>
    /// <param name="cancellationToken">Stops before the entry.</param>
    public async Task KeepUpAsync(Actor job, CancellationToken cancellationToken)
    {
        await CloseAnsweredAsync(job, cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var quarter = Quarter.Of(now);
        var former = Quarter.Of(quarter.Start.AddTicks(-1));
        if (await FindRecordAsync(former.ToString(), cancellationToken).ConfigureAwait(false) is null && await HadPeopleAsync(former, cancellationToken).ConfigureAwait(false))
            await NoteOnceAsync(job, former, "missed: the quarter ended and the review was not closed", quarter.Start, cancellationToken).ConfigureAwait(false);
        if (await IsOverdueAsync(cancellationToken).ConfigureAwait(false)) await NoteOnceAsync(job, quarter, "overdue", now - TimeSpan.FromDays(7), cancellationToken).ConfigureAwait(false);
    }

    private async Task CloseAnsweredAsync(Actor job, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var quarter = Current;
            if (await FindRecordAsync(quarter.ToString(), cancellationToken).ConfigureAwait(false) is not null) return;
            // Where nobody has a right nothing was reviewed.
            if ((await LinesAsync(quarter, withUse: false, cancellationToken).ConfigureAwait(false)).Count > 0) await TryCloseAsync(job, quarter, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task NoteOnceAsync(Actor job, Quarter quarter, string detail, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var name = ObjectOf(quarter);
        var told = new JournalSearch { From = since, Actor = job.Id, Act = Act.ReviewRights.Name, Object = name, Limit = 1 };
        if (await FirstAsync(told, cancellationToken).ConfigureAwait(false) is not null) return;
        var entry = new JournalEntry { Actor = job, Act = Act.ReviewRights.Name, Outcome = ActOutcome.Failed, Objects = [name], Detail = detail };
        await journal.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> HadPeopleAsync(Quarter quarter, CancellationToken cancellationToken) =>
        (await people.ListAsync(cancellationToken).ConfigureAwait(false)).Any(person => IsReviewed(person) && person.CreatedAt < quarter.Start);
}
