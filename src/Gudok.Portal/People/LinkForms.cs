using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>Links accounts to those of providers, and takes links away.</summary>
internal static class LinkForms
{
    internal static Task<RazorComponentResult> LinkAsync(string name, HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken) =>
        ChangeAsync(name, request, desk, reader, (actor, form) => desk.People.LinkAsync(actor, name, form["provider"], form["subject"], cancellationToken), cancellationToken);

    internal static Task<RazorComponentResult> UnlinkAsync(string name, string provider, HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken) =>
        ChangeAsync(name, request, desk, reader, (actor, _) => desk.People.UnlinkAsync(actor, name, provider, cancellationToken), cancellationToken);

    private static Task<RazorComponentResult> ChangeAsync(
        string name, HttpRequest request, SignInDesk desk, Reader reader, Func<Actor, FormFields, Task> change, CancellationToken cancellationToken) =>
        PeopleForms.ChangeAsync(name, request, desk, reader, async (actor, form) =>
        {
            await change(actor, form).ConfigureAwait(false);
            return null;
        }, cancellationToken);
}
