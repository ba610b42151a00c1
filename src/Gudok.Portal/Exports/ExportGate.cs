using Gudok.Access;
using Gudok.Disclosure;
using Gudok.Ledger;
using Gudok.Numbers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>The way to exports for whoever asks in a request, on pages and in REST alike.</summary>
internal sealed class ExportGate(IHttpContextAccessor accessor, CallGate calls, SignInDesk signIn, IJournal journal, IServiceProvider services)
{
    private const int MaxReason = 500;

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("A gate exists only within a request.");

    private Actor Actor => WhoActs.Actor(Context);

    /// <summary>The requests; null where the storage gives no files.</summary>
    public ExportDesk? Desk => services.GetService<ExportDesk>();

    /// <summary>Asks for an export of a search.</summary>
    public async Task<ExportAnswer> AskAsync(CallSearch search, ExportFormat format, PartyForm form, string reason, double hours, CancellationToken cancellationToken)
    {
        if (!double.IsFinite(hours) || hours <= 0 || hours > Desk!.Options.KeepFor.TotalHours) return new ExportAnswer.Wrong(AccessFaults.ExportWrong);
        var kept = PlainWords.WithoutNumbers(reason.Trim(), MaxReason);
        var (narrow, most) = await calls.NarrowForExportAsync(search, kept, cancellationToken).ConfigureAwait(false);
        if (form > most) return new ExportAnswer.Wrong(AccessFaults.ExportFormNotGranted);
        var wanted = new NewExport(ExportSearch.Write(narrow), narrow.Operators, format, form, kept, TimeSpan.FromHours(hours));
        return await AnswerAsync(null, await Desk!.AskAsync(Actor, wanted, Correlation, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>What somebody may see of requests; noted.</summary>
    public async Task<IReadOnlyList<ExportView>> ListAsync(CancellationToken cancellationToken)
    {
        await JournalLooks.NoteAsync(Context, Act.ExportRead, null, [], cancellationToken).ConfigureAwait(false);
        return await Desk!.ListAsync(Actor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One request.</summary>
    /// <param name="id">Which.</param>
    /// <param name="isNoted">Whether the look is noted whatever it shows. The page of its requester, or of who decided, that asks how far the file has come is
    /// not a look of its own while it is made.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public async Task<ExportAnswer> FindAsync(string id, bool isNoted, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(id, await Desk!.FindAsync(Actor, id, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (answer is ExportAnswer.Done { Export: var export } && (isNoted || !IsWaitingFor(export))) await JournalLooks.NoteAsync(Context, Act.ExportRead, null, ["export:" + id], cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private bool IsWaitingFor(ExportView export) => export.State == ExportState.Approved && (export.AskedById == Actor.Id || export.DecidedBy == Actor.Name);

    /// <summary>Whether a page should offer to decide.</summary>
    public Task<bool> MayDecideAsync(string id, CancellationToken cancellationToken) => Desk!.MayDecideAsync(Actor, id, cancellationToken);

    public async Task<ExportAnswer> DecideAsync(string id, bool isApproved, string reason, CancellationToken cancellationToken) => await AnswerAsync(
        id, await Desk!.DecideAsync(Actor, id, isApproved, PlainWords.WithoutNumbers(reason.Trim(), MaxReason), Correlation, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

    public async Task<ExportAnswer> WithdrawAsync(string id, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await Desk!.WithdrawAsync(Actor, id, Correlation, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

    public async Task<ExportAnswer> DownloadAsync(string id, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await Desk!.DownloadAsync(Actor, id, Correlation, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>The password, for a code of the authenticator.</summary>
    public Task<ExportAnswer> PasswordAsync(string id, string code, CancellationToken cancellationToken) =>
        PasswordAsync(id, async stop => IsDemo || await signIn.ShowCodeAgainAsync(Actor, code, SignInForms.PlaceOf(Context.Request), stop).ConfigureAwait(false), cancellationToken);

    /// <summary>The password, for a passkey.</summary>
    public Task<ExportAnswer> PasswordAsync(string id, string handle, string credential, CancellationToken cancellationToken) =>
        PasswordAsync(id, stop => signIn.ShowPasskeyAgainAsync(Actor, handle, credential, SignInForms.PlaceOf(Context.Request), Context, stop), cancellationToken);

    /// <summary>Whether it is one of the demo's invented people, who have no second factor to show: on the machine itself, over invented calls.</summary>
    public bool IsDemo => SignInRoutes.DoorFor(Context) is not null && Context.Features.Get<SessionInHand>() is { Somebody.HasSecondFactor: false };

    private string Correlation => RequestCorrelation.Of(Context);

    // A program has no second factor to show again, and nobody there to read what is shown once.
    private async Task<ExportAnswer> PasswordAsync(string id, Func<CancellationToken, Task<bool>> showFactor, CancellationToken cancellationToken)
    {
        if (Actor.Kind != ActorKind.Person) throw new RefusedException(new Decision.Refused(Refusal.NoSecondFactor, Act.ExportDownload), ObjectsOf(id));
        return await AnswerAsync(id, await Desk!.PasswordAsync(Actor, id, showFactor, Correlation, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    // Of another's export nobody learns that it is there: it is noted as refused, and answered as one that never was. One's own request is known to
    // whoever made it.
    private async Task<ExportAnswer> AnswerAsync(string? id, ExportAnswer answer)
    {
        if (answer is not ExportAnswer.Denied { Decision: var refused }) return answer;
        if (id is null || refused.Reason != Refusal.OutOfScope) throw new RefusedException(refused, ObjectsOf(id));
        await journal.WriteAsync(PolicyGate.Note(Context, refused.Act, ActOutcome.Refused, ObjectsOf(id), RefusalWords.Name(refused.Reason)), CancellationToken.None).ConfigureAwait(false);
        return new ExportAnswer.Wrong(AccessFaults.NoExport);
    }

    private static string[] ObjectsOf(string? id) => Guid.TryParse(id, out var known) ? ["export:" + known] : [];
}
