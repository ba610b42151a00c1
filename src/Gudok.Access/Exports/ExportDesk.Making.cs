using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

public sealed partial class ExportDesk
{
    /// <summary>Completes when there may be something to make or to end: a decision, or another account.</summary>
    public Task NextWork => Task.WhenAny(Volatile.Read(ref _nextWork).Task, _people.NextChange);

    /// <summary>The file that has waited longest to be made; null if none waits. What may no longer be made ends here.</summary>
    public async Task<ExportJob?> NextAsync(CancellationToken cancellationToken) => await TakeTurnAsync<ExportJob?>(async work =>
    {
        var waiting = await work.Database.Set<ExportRow>().Where(row => row.State == ExportState.Approved).OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var row in waiting)
        {
            if (await RequesterAsync(work, row, cancellationToken).ConfigureAwait(false) is not { } requester) continue;
            Files.Prepare();
            return new ExportJob(row.Id, requester, row.Search, row.NameList, row.Format, row.Form, row.Reason, Files.PathOf(row.Id), OneTimePassword.Create());
        }

        return null;
    }, cancellationToken).ConfigureAwait(false);

    /// <summary>Notes how many calls stand in a file so far.</summary>
    public Task TellAsync(ExportJob job, int calls, CancellationToken cancellationToken) => TakeTurnAsync(work => work.Database.Set<ExportRow>()
        .Where(row => row.Id == job.Id && row.State == ExportState.Approved)
        .ExecuteUpdateAsync(row => row.SetProperty(one => one.Calls, calls), cancellationToken), cancellationToken);

    /// <summary>Gives a file to its requester.</summary>
    /// <returns>False if the request has ended meanwhile: the file is gone.</returns>
    public Task<bool> FinishAsync(ExportJob job, MadeExport made, CancellationToken cancellationToken) => TakeTurnAsync(async work =>
    {
        var row = await work.Database.Set<ExportRow>().FirstAsync(one => one.Id == job.Id, cancellationToken).ConfigureAwait(false);
        if (row.State != ExportState.Approved || await RequesterAsync(work, row, cancellationToken).ConfigureAwait(false) is null)
        {
            Files.Delete(job.Id);
            return false;
        }

        row.State = ExportState.Ready;
        (row.Calls, row.IsCut, row.Bytes, row.Password) = (made.Calls, made.IsCut, made.Bytes, job.Password);
        row.EndsAt = _clock.GetUtcNow() + TimeSpan.FromMilliseconds(row.KeepForMs);
        await NoteAsync(Job, "export.ready", row, null, $"{made.Calls} calls", null, cancellationToken).ConfigureAwait(false);
        await work.Database.Set<ExportContent>().Where(one => one.ExportId == job.Id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        work.Database.Add(new ExportContent { ExportId = job.Id, Content = Convert.ToBase64String(made.Content) });
        await work.Database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    /// <summary>Gives up on a file that cannot be made.</summary>
    /// <param name="job">Which.</param>
    /// <param name="word">Why, in a word: <see cref="ExportView.Ended"/>.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    public Task FailAsync(ExportJob job, string word, CancellationToken cancellationToken) => TakeTurnAsync(async work =>
    {
        if (await work.Database.Set<ExportRow>().FirstOrDefaultAsync(one => one.Id == job.Id && one.State == ExportState.Approved, cancellationToken).ConfigureAwait(false) is { } row)
            await EndAsync(work, row, ExportState.Failed, word, Job, null, cancellationToken).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    /// <summary>What stands in the files that are there, to be held against what may still be known.</summary>
    public async Task<IReadOnlyList<(string Id, byte[] Content)>> ContentsAsync(CancellationToken cancellationToken) => await TakeTurnAsync(async work =>
    {
        var rows = await work.Database.Set<ExportContent>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(row => (row.ExportId, Convert.FromBase64String(row.Content)));
    }, cancellationToken).ConfigureAwait(false);

    /// <summary>The searches of what was asked for and has no file yet.</summary>
    public async Task<IReadOnlyList<(string Id, string Search)>> WaitingAsync(CancellationToken cancellationToken) => await TakeTurnAsync(async work =>
    {
        var rows = await work.Database.Set<ExportRow>().AsNoTracking().Where(row => row.State == ExportState.Asked || row.State == ExportState.Approved)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(row => (row.Id, row.Search));
    }, cancellationToken).ConfigureAwait(false);
}
