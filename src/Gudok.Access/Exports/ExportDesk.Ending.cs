using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

public sealed partial class ExportDesk
{
    /// <summary>Ends what has had its time, and what its requester may no longer have; deletes files that belong to nothing. Not while a file is made.</summary>
    public Task SweepAsync(CancellationToken cancellationToken) => TakeTurnAsync(async work =>
    {
        var now = _clock.GetUtcNow();
        var open = await work.Database.Set<ExportRow>().Where(row => row.State == ExportState.Asked || row.State == ExportState.Approved || row.State == ExportState.Ready)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var row in open)
        {
            if (row.EndsAt <= now) await EndAsync(work, row, ExportState.Expired, null, Job, null, cancellationToken).ConfigureAwait(false);
            // A folder from a backup has the request and not the file.
            else if (row.State == ExportState.Ready && !Files.Exists(row.Id)) await EndAsync(work, row, ExportState.Failed, "disk", Job, null, cancellationToken).ConfigureAwait(false);
            else await RequesterAsync(work, row, cancellationToken).ConfigureAwait(false);
        }

        Files.DeleteAllBut(open.Where(row => row.State == ExportState.Ready).Select(row => row.Id));
        return true;
    }, cancellationToken);

    /// <summary>Withdraws an export, because somebody who stands in it was erased, or nobody is known by the number that is sought.</summary>
    /// <param name="id">Which.</param>
    /// <param name="word">Why, in a word: <see cref="ExportView.Ended"/>.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    public Task<ExportAnswer> WithdrawErasedAsync(string id, string word, CancellationToken cancellationToken) => OnRowAsync(id, async (work, row) =>
    {
        if (row.IsLive || row.State == ExportState.Asked) await EndAsync(work, row, ExportState.Withdrawn, word, Job, null, cancellationToken).ConfigureAwait(false);
        return new ExportAnswer.Done(row.ToView());
    }, cancellationToken);

    /// <summary>Whoever asked, with the rights of now; null if they may not have it any more: then it has ended.</summary>
    private async Task<Actor?> RequesterAsync(PeopleWork work, ExportRow row, CancellationToken cancellationToken)
    {
        var account = await work.Database.Users.AsNoTracking().FirstOrDefaultAsync(one => one.Id == row.AskedBy, cancellationToken).ConfigureAwait(false);
        var person = account is null ? null : await PersonReader.ReadAsync(work.Database, account, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        if (person is { BlockedAt: null })
        {
            // Whoever asked had shown a second factor: without one no session opens anything.
            var actor = new Actor { Kind = ActorKind.Person, Id = person.Id, Name = person.Name, Roles = person.Roles, Teams = person.Teams, Departments = person.Departments, HasSecondFactor = true };
            if (await _rights.LostByAsync(actor, row, cancellationToken).ConfigureAwait(false) is null) return actor;
        }

        await EndAsync(work, row, ExportState.Withdrawn, person is { BlockedAt: null } ? "rights" : "blocked", Job, null, cancellationToken).ConfigureAwait(false);
        return null;
    }

    // The file first: whatever fails then, it is not given to anybody any more. Which calls it was is not kept longer than the file: a number may stand in it.
    private async Task EndAsync(PeopleWork work, ExportRow row, ExportState state, string? why, Actor actor, string? correlation, CancellationToken cancellationToken)
    {
        var act = state switch { ExportState.Expired => "export.expire", ExportState.Failed => "export.fail", _ => "export.withdraw" };
        await NoteAsync(actor, act, row, null, why, correlation, cancellationToken).ConfigureAwait(false);
        Files.Delete(row.Id);
        (row.State, row.Ended, row.Password, row.Search, row.EndsAt) = (state, why, null, "", _clock.GetUtcNow());
        work.Database.RemoveRange(await work.Database.Set<ExportContent>().Where(one => one.ExportId == row.Id).ToListAsync(cancellationToken).ConfigureAwait(false));
        await work.Database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }
}
