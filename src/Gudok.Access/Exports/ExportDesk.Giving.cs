namespace Gudok.Access;

public sealed partial class ExportDesk
{
    /// <summary>Shows the password of an archive, once, after a second factor was shown again.</summary>
    /// <param name="actor">Who asks: nobody but the requester gets it.</param>
    /// <param name="id">The export.</param>
    /// <param name="showFactor">Takes the second factor; asked only if there is a password to show.</param>
    /// <param name="correlation">Joins what one request does.</param>
    /// <param name="cancellationToken">Stops before it is shown.</param>
    public async Task<ExportAnswer> PasswordAsync(Actor actor, string id, Func<CancellationToken, Task<bool>> showFactor, string? correlation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(showFactor);
        var found = await OnRowAsync(id, async (work, row) => await RefusesPasswordAsync(work, actor, row, cancellationToken).ConfigureAwait(false) ?? new ExportAnswer.Done(row.ToView()), cancellationToken)
            .ConfigureAwait(false);
        if (found is not ExportAnswer.Done) return found;
        if (!await showFactor(cancellationToken).ConfigureAwait(false)) return new ExportAnswer.Wrong(AccessFaults.SecondFactorWrong);
        return await OnRowAsync(id, async (work, row) =>
        {
            // Of two who showed a factor at once one was quicker.
            if (await RefusesPasswordAsync(work, actor, row, cancellationToken).ConfigureAwait(false) is { } refusal) return refusal;
            await NoteAsync(actor, "export.password", row, null, null, correlation, cancellationToken).ConfigureAwait(false);
            var password = row.Password!;
            row.Password = null;
            await work.Database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return new ExportAnswer.Done(row.ToView()) { Password = password };
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the archive to its requester and counts that.</summary>
    public Task<ExportAnswer> DownloadAsync(Actor actor, string id, string? correlation, CancellationToken cancellationToken) => OnRowAsync(id, async (work, row) =>
    {
        if (await RefusesFileAsync(work, actor, row, cancellationToken).ConfigureAwait(false) is { } refusal) return refusal;
        if (row.Downloads >= _options.Downloads) return new ExportAnswer.Wrong(AccessFaults.DownloadsUsed);
        // Opened before it is counted: one of a few downloads is not spent on a file that is not there.
        if (Files.Open(row.Id) is not { } file) return new ExportAnswer.Wrong(AccessFaults.ExportNotSo);
        try
        {
            await NoteAsync(actor, Act.ExportDownload.Name, row, null, $"{row.Calls} calls, {Word(row.Form)}", correlation, cancellationToken).ConfigureAwait(false);
            row.Downloads++;
            await work.Database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return new ExportAnswer.Done(row.ToView()) { File = file };
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }, cancellationToken);

    private async Task<ExportAnswer?> RefusesPasswordAsync(PeopleWork work, Actor actor, ExportRow row, CancellationToken cancellationToken) =>
        await RefusesFileAsync(work, actor, row, cancellationToken).ConfigureAwait(false) ?? (row.Password is null ? new ExportAnswer.Wrong(AccessFaults.PasswordShown) : null);

    // The rights of the moment, not those of when it was asked for or approved.
    private async Task<ExportAnswer?> RefusesFileAsync(PeopleWork work, Actor actor, ExportRow row, CancellationToken cancellationToken)
    {
        if (row.AskedBy != actor.Id) return new ExportAnswer.Denied(new Decision.Refused(Refusal.OutOfScope, Act.ExportDownload));
        if (await _rights.RefusesAsync(actor, Act.ExportDownload, row, row.Reason, cancellationToken).ConfigureAwait(false) is { } refused) return new ExportAnswer.Denied(refused);
        if (!row.IsLive && row.State != ExportState.Asked) return new ExportAnswer.Wrong(AccessFaults.ExportNotSo);
        if (await RequesterAsync(work, row, cancellationToken).ConfigureAwait(false) is null) return new ExportAnswer.Denied(new Decision.Refused(Refusal.OutOfScope, Act.ExportDownload));
        if (row.State == ExportState.Ready && row.EndsAt <= _clock.GetUtcNow()) await EndAsync(work, row, ExportState.Expired, null, Job, null, cancellationToken).ConfigureAwait(false);
        return row.State == ExportState.Ready && !IsHeldBack(row.Id) ? null : new ExportAnswer.Wrong(AccessFaults.ExportNotSo);
    }
}
