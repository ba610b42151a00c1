using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>Says from the page of which departments teams are parts, and answers with the teams as they then are.</summary>
internal static class TeamForms
{
    internal static async Task<RazorComponentResult> ChangeDepartmentAsync(HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken)
    {
        var texts = TeamTexts.Of(reader);
        var (said, isBad) = (PeopleTexts.Of(reader).Done, false);
        try
        {
            if (await FormFields.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is { } form)
                await ChangeAsync(desk.People, WhoActs.Actor(request.HttpContext), form, cancellationToken).ConfigureAwait(false);
            else (said, isBad) = (PeopleTexts.Of(reader).Wrong, true);
        }
        catch (AccessException refused) when (refused.Code is AccessFaults.NothingToChange or AccessFaults.OwnRequest or AccessFaults.ChangedMeanwhile)
        {
            (said, isBad) = (texts.Of(refused.Code), true);
        }

        return new RazorComponentResult(typeof(TeamsSection), new Dictionary<string, object?>
        {
            [nameof(TeamsSection.Teams)] = await desk.People.TeamsAsync(cancellationToken).ConfigureAwait(false),
            [nameof(TeamsSection.Said)] = said,
            [nameof(TeamsSection.IsBad)] = isBad,
        });
    }

    // A page that is merely old would undo what somebody else has changed meanwhile.
    private static async Task ChangeAsync(PeopleDesk people, Actor actor, FormFields form, CancellationToken cancellationToken)
    {
        var now = (await people.TeamsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(team => team.Name == form["team"]);
        if (now is not null && (now.Department ?? "") != form["shown"])
            throw new AccessException(AccessFaults.ChangedMeanwhile, "somebody else has changed that team since the page was opened; look at it and try again");
        await people.ChangeDepartmentAsync(actor, form["team"], form["department"], cancellationToken).ConfigureAwait(false);
    }
}
