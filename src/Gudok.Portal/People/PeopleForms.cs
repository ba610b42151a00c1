using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>Changes accounts from the page, and answers with the account as it now is.</summary>
internal static class PeopleForms
{
    internal static async Task<RazorComponentResult> AddAsync(HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken)
    {
        var texts = PeopleTexts.Of(reader);
        if (await FormFields.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form) return Added(null, texts.Wrong);
        var wanted = new NewAccount(form["name"], Roles(form)) { DisplayName = form["displayName"], Email = form["email"], Teams = Teams(form) };
        try
        {
            return Added(await desk.People.AddAsync(WhoActs.Actor(request.HttpContext), wanted, cancellationToken).ConfigureAwait(false), null);
        }
        catch (AccessException refused) when (IsTheirs(refused))
        {
            return Added(null, texts.Of(refused.Code));
        }
    }

    internal static Task<RazorComponentResult> ChangeRolesAsync(string name, HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken) =>
        ChangeAsync(name, request, desk, reader, async (actor, form) =>
        {
            var wanted = Roles(form);
            var former = (await desk.People.FindAsync(name, cancellationToken).ConfigureAwait(false)).Roles;
            RequireShown(form, former.Select(AccessWords.Word));
            await desk.People.ChangeRolesAsync(actor, name, [.. wanted.Except(former)], [.. former.Except(wanted)], cancellationToken).ConfigureAwait(false);
            return null;
        }, cancellationToken);

    internal static Task<RazorComponentResult> ChangeTeamsAsync(string name, HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken) =>
        ChangeAsync(name, request, desk, reader, async (actor, form) =>
        {
            var wanted = Teams(form);
            var former = (await desk.People.FindAsync(name, cancellationToken).ConfigureAwait(false)).Teams;
            RequireShown(form, former);
            await desk.People.ChangeTeamsAsync(actor, name, [.. wanted.Except(former)], [.. former.Except(wanted)], null, cancellationToken).ConfigureAwait(false);
            return null;
        }, cancellationToken);

    internal static Task<RazorComponentResult> BlockAsync(string name, HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken) =>
        ChangeAsync(name, request, desk, reader, async (actor, form) =>
        {
            await desk.People.BlockAsync(actor, name, form["reason"], cancellationToken).ConfigureAwait(false);
            return null;
        }, cancellationToken);

    internal static Task<RazorComponentResult> UnblockAsync(string name, HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken) =>
        ChangeAsync(name, request, desk, reader, async (actor, form) =>
        {
            await desk.People.UnblockAsync(actor, name, form["reason"], cancellationToken).ConfigureAwait(false);
            return null;
        }, cancellationToken);

    internal static Task<RazorComponentResult> ResetPasswordAsync(string name, HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken) =>
        ChangeAsync(name, request, desk, reader, async (actor, _) => await desk.People.ResetPasswordAsync(actor, name, cancellationToken).ConfigureAwait(false), cancellationToken);

    internal static Task<RazorComponentResult> ResetSecondFactorAsync(string name, HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken) =>
        ChangeAsync(name, request, desk, reader, async (actor, _) => await desk.People.ResetSecondFactorAsync(actor, name, cancellationToken).ConfigureAwait(false), cancellationToken);

    /// <summary>Changes an account, and answers with it as it then is, or with why it was not changed.</summary>
    internal static Task<RazorComponentResult> ChangeAsync(
        string name, HttpRequest request, SignInDesk desk, Reader reader, Func<Actor, FormFields, Task<OneTimeAccess?>> change, CancellationToken cancellationToken) =>
        AnswerAsync(name, request, desk, reader, async (actor, form, answer) => answer.Access = await change(actor, form).ConfigureAwait(false), cancellationToken);

    /// <summary>The same, where there is more to say than that it is done.</summary>
    internal static async Task<RazorComponentResult> AnswerAsync(
        string name, HttpRequest request, SignInDesk desk, Reader reader, Func<Actor, FormFields, PersonAnswer, Task> change, CancellationToken cancellationToken)
    {
        var texts = PeopleTexts.Of(reader);
        var form = await FormFields.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false);
        var (answer, isBad) = (new PersonAnswer { Said = texts.Done }, false);
        try
        {
            if (form is null) (answer.Said, isBad) = (texts.Wrong, true);
            else await change(WhoActs.Actor(request.HttpContext), form, answer).ConfigureAwait(false);
        }
        catch (AccessException refused) when (IsTheirs(refused))
        {
            (answer.Said, isBad) = (SayOf(reader, refused.Code, answer), true);
        }

        if (await desk.People.TryFindAsync(name, cancellationToken).ConfigureAwait(false) is not { } person) return Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
        return new RazorComponentResult(typeof(PersonSection), new Dictionary<string, object?>
        {
            [nameof(PersonSection.Person)] = person,
            [nameof(PersonSection.Said)] = answer.Said,
            [nameof(PersonSection.IsBad)] = isBad,
            [nameof(PersonSection.Access)] = answer.Access,
            [nameof(PersonSection.Asked)] = answer.Asked,
        });
    }

    private static RazorComponentResult Added(OneTimeAccess? access, string? refusal) =>
        new(typeof(AddPersonForm), new Dictionary<string, object?> { [nameof(AddPersonForm.Access)] = access, [nameof(AddPersonForm.Said)] = refusal });

    // What the journal or the disk refuses is no mistake of the person's.
    private static bool IsTheirs(AccessException refused) =>
        refused.Code is AccessFaults.NoAccount or AccessFaults.NotAName or AccessFaults.NothingToChange or AccessFaults.OwnRequest
            or AccessFaults.NoReason or AccessFaults.ChangedMeanwhile or AccessFaults.NoProvider or AccessFaults.LinkTaken
            or AccessFaults.NotOwnNumber or AccessFaults.NotACitizen or AccessFaults.NumberTaken
            or AccessFaults.ExtensionTaken;

    private static string SayOf(Reader reader, string code, PersonAnswer answer) => code switch
    {
        AccessFaults.NoProvider or AccessFaults.LinkTaken => ExternalTexts.Of(reader).Refusal(code),
        AccessFaults.ExtensionTaken when answer.Asked?.Holder is { } holder => ExtensionTexts.Of(reader).IsOf(holder),
        AccessFaults.NothingToChange when answer.Asked is not null => ExtensionTexts.Of(reader).Wrong,
        _ => NumberFault(reader, code) ?? PeopleTexts.Of(reader).Of(code),
    };

    private static string? NumberFault(Reader reader, string code) => code switch
    {
        AccessFaults.NotOwnNumber => SelfTexts.Of(reader).NotOwnNumber,
        AccessFaults.NotACitizen => SelfTexts.Of(reader).NotACitizen,
        AccessFaults.NumberTaken => SelfTexts.Of(reader).Taken,
        _ => null,
    };

    /// <summary>What a page tells of what it showed, for <see cref="RequireShown"/>. Begins with a line of its own: a field that is empty does not come.</summary>
    internal static string Shown(IEnumerable<string> what) => string.Join('\n', what.Prepend("shown"));

    // A page that is merely old would undo what somebody else has changed meanwhile: a right that was just withdrawn would come back.
    private static void RequireShown(FormFields form, IEnumerable<string> now)
    {
        var shown = form.Raw("shown").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (shown.Length > 0 && !shown.Skip(1).ToHashSet(StringComparer.Ordinal).SetEquals(now))
            throw new AccessException(AccessFaults.ChangedMeanwhile, "somebody else has changed that account since the page was opened; look at it and try again");
    }

    private static Role[] Roles(FormFields form) =>
        [.. form.All("role").Select(word => AccessWords.TryRead(word, out Role role) && role != Role.ServiceClient ? role : (Role?)null).OfType<Role>().Distinct()];

    // One a line: a team's name may have commas.
    private static string[] Teams(FormFields form) =>
        [.. form.Raw("teams").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
}
