using Gudok.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gudok.Portal;

/// <summary>The page of whoever looks after accounts.</summary>
internal static class PeopleRoutes
{
    /// <summary>The page.</summary>
    public const string Address = "/people";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup(Address).ExcludeFromDescription();
        people.MapGet("", ShowAsync).Requires(Act.UserRead);
        people.MapGet("/{name}", ShowOneAsync).Requires(Act.UserRead);
        people.MapPost("", PeopleForms.AddAsync).Requires(Act.UserAdd);
        people.MapPost("/teams/department", TeamForms.ChangeDepartmentAsync).Requires(Act.UserChange);
        people.MapPost("/{name}/roles", PeopleForms.ChangeRolesAsync).Requires(Act.UserChange);
        people.MapPost("/{name}/teams", PeopleForms.ChangeTeamsAsync).Requires(Act.UserChange);
        people.MapPost("/{name}/password", PeopleForms.ResetPasswordAsync).Requires(Act.UserChange);
        people.MapPost("/{name}/second-factor", PeopleForms.ResetSecondFactorAsync).Requires(Act.UserChange);
        people.MapPost("/{name}/links", LinkForms.LinkAsync).Requires(Act.UserChange);
        people.MapPost("/{name}/links/{provider}/remove", LinkForms.UnlinkAsync).Requires(Act.UserChange);
        people.MapPost("/{name}/extensions", ExtensionForms.GiveAsync).Requires(Act.UserChange);
        people.MapPost("/{name}/extensions/end", ExtensionForms.EndAsync).Requires(Act.UserChange);
        people.MapPost("/{name}/number", NumberForms.LinkAsync).Requires(Act.UserNumber);
        people.MapPost("/{name}/number/end", NumberForms.EndAsync).Requires(Act.UserNumber);
        people.MapPost("/{name}/block", PeopleForms.BlockAsync).Requires(Act.UserBlock);
        people.MapPost("/{name}/unblock", PeopleForms.UnblockAsync).Requires(Act.UserBlock);
    }

    internal static async Task<RazorComponentResult> ShowAsync(SignInDesk desk, CancellationToken cancellationToken) =>
        new(typeof(PeoplePage), new Dictionary<string, object?>
        {
            [nameof(PeoplePage.People)] = await desk.People.ListAsync(cancellationToken).ConfigureAwait(false),
            [nameof(PeoplePage.Teams)] = await desk.People.TeamsAsync(cancellationToken).ConfigureAwait(false),
        });

    internal static async Task<RazorComponentResult> ShowOneAsync(string name, SignInDesk desk, Reader reader, CancellationToken cancellationToken) =>
        await desk.People.TryFindAsync(name, cancellationToken).ConfigureAwait(false) is { } person
            ? new RazorComponentResult(typeof(PersonPage), new Dictionary<string, object?> { [nameof(PersonPage.Person)] = person })
            : Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
}
