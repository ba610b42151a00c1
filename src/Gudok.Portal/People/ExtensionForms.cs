using System.Globalization;
using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>Gives extensions and ends them from the page of a person. Digits are in the form, never in an address.</summary>
internal static class ExtensionForms
{
    internal static Task<RazorComponentResult> GiveAsync(string name, HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken) =>
        PeopleForms.AnswerAsync(name, request, desk, reader, async (actor, form, answer) =>
        {
            var (digits, from) = (form["extension"], Day(form["from"]));
            var asked = answer.Asked = new AskedExtension(digits, from, null);
            try
            {
                var former = await desk.People.GiveExtensionAsync(actor, name, digits, from, form["takenFrom"], cancellationToken).ConfigureAwait(false);
                answer.Asked = null;
                if (former is not null) answer.Said = ExtensionTexts.Of(reader).TakenFrom(former, from.AddDays(-1));
            }
            catch (AccessException taken) when (taken.Code == AccessFaults.ExtensionTaken)
            {
                // Whoever has it is asked about by name: who confirms takes it from nobody else.
                answer.Asked = asked with { Holder = await HolderAsync(desk.People, digits, from, cancellationToken).ConfigureAwait(false) };
                throw;
            }
        }, cancellationToken);

    internal static Task<RazorComponentResult> EndAsync(string name, HttpRequest request, SignInDesk desk, Reader reader, CancellationToken cancellationToken) =>
        PeopleForms.AnswerAsync(name, request, desk, reader, (actor, form, _) =>
            desk.People.EndExtensionAsync(actor, name, form["extension"], Day(form["until"]), cancellationToken), cancellationToken);

    private static async Task<string?> HolderAsync(PeopleDesk people, string digits, DateOnly day, CancellationToken cancellationToken) =>
        (await people.ListAsync(cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(one => one.Extensions.Any(use => use.Extension == digits && use.From <= day && (use.Until is not { } end || day <= end)))?.Name;

    private static DateOnly Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new AccessException(AccessFaults.NothingToChange, "say from which day on, or until which");
}

/// <summary>An extension that somebody wanted to give and that was not given.</summary>
/// <param name="Extension">Its digits, as typed.</param>
/// <param name="From">The first day.</param>
/// <param name="Holder">Who has it on that day; null if nobody, or if that was not what stood in the way.</param>
public sealed record AskedExtension(string Extension, DateOnly From, string? Holder);
