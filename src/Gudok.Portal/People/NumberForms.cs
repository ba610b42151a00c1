using System.Globalization;
using Gudok.Access;
using Gudok.Numbers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>Links citizens' accounts to their numbers. The number is in the form, never in an address.</summary>
internal static class NumberForms
{
    internal static Task<RazorComponentResult> LinkAsync(string name, HttpRequest request, SignInDesk desk, PartyReader parties, Reader reader, CancellationToken cancellationToken) =>
        PeopleForms.ChangeAsync(name, request, desk, reader, async (actor, form) =>
        {
            if (!DateOnly.TryParseExact(form["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
                throw new AccessException(AccessFaults.NotOwnNumber, "say since which day the number is that person's");
            await desk.People.LinkNumberAsync(actor, name, parties.Read(form["number"]).Number, from, cancellationToken).ConfigureAwait(false);
            return null;
        }, cancellationToken);

    internal static Task<RazorComponentResult> EndAsync(string name, HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken) =>
        PeopleForms.ChangeAsync(name, request, desk, reader, async (actor, _) =>
        {
            await desk.People.UnlinkNumberAsync(actor, name, cancellationToken).ConfigureAwait(false);
            return null;
        }, cancellationToken);
}
