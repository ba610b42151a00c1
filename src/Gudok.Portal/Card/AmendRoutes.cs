using System.Globalization;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Gudok.Portal;

/// <summary>The form on a call's card: takes what a person amends and answers with the section as it now stands.</summary>
internal static class AmendRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/calls/{id}/amend", AmendAsync).ExcludeFromDescription().Requires(Act.CallAmend);

    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> AmendAsync(
        string id, HttpRequest request, ICallAmender amender, CallGate gate, Reader reader, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCall();
        if (await gate.FindAsync(Act.CallAmend, recordId, cancellationToken).ConfigureAwait(false) is not { } shown) return Refusals.NoSuchCall();
        var fields = await FilterReader.FieldsAsync(request, cancellationToken, AmendCalls.MaxBytes).ConfigureAwait(false);
        if (fields is null || Read(fields, shown.Call) is not { } read) return Refusals.Problem(StatusCodes.Status400BadRequest, PortalFaults.NotAnAmendment, reader.Texts.AmendRefused);
        var answer = await amender.AmendAsync(recordId, read.Request, WhoActs.In(request.HttpContext), read.Version, cancellationToken).ConfigureAwait(false);
        if (answer is not (AmendAnswer.Made or AmendAnswer.Changed)) return AmendCalls.Refuse(answer);
        if (answer is AmendAnswer.Made made) AmendCalls.Told(request.HttpContext, recordId, made);
        if (await gate.FindAgainAsync(recordId, cancellationToken).ConfigureAwait(false) is not { } call) return Refusals.NoSuchCall();
        var mayRead = await gate.MayAsync(Act.AmendmentsRead, call, cancellationToken).ConfigureAwait(false);
        var history = mayRead ? await amender.HistoryAsync(recordId, cancellationToken).ConfigureAwait(false) ?? [] : [];
        return new RazorComponentResult(typeof(AmendSection), new Dictionary<string, object?>
        {
            ["Call"] = call,
            ["History"] = history,
            ["Said"] = answer is AmendAnswer.Changed ? reader.Texts.AmendedMeanwhile : reader.Texts.AmendDone,
            ["IsRefused"] = answer is AmendAnswer.Changed,
        });
    }

    // A field that is empty does not come: what the form shows and does not send is taken away.
    private static (AmendRequest Request, int Version)? Read(IReadOnlyList<KeyValuePair<string, StringValues>> fields, CallView shown)
    {
        string Text(string name) => fields.FirstOrDefault(field => field.Key == name).Value.ToString().Trim();
        if (!int.TryParse(Text("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return null;
        var priority = Text("priority");
        if (priority.Length > 0 && !int.TryParse(priority, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return null;
        return (new AmendRequest
        {
            Service = Kept(Text("service"), shown.Service),
            Topic = Kept(Text("topic"), shown.Topic),
            Kind = Text("kind"),
            Application = Kept(Text("application"), shown.Application),
            Priority = priority.Length == 0 ? 0 : int.Parse(priority, CultureInfo.InvariantCulture),
            Handling = Text("handling"),
            TransferredTo = IdIn(Text("transferredTo")),
            // The note is shown with its numbers blotted out: sent back as shown it would lose them.
            Note = fields.Any(field => field.Key == "keepNote") ? null : Text("note").ReplaceLineEndings("\n"),
        }, version);
    }

    // What was shown with a number blotted out and comes back so stays what it is.
    private static string? Kept(string text, string? shown) => text == shown && text.Contains(PlainWords.Number, StringComparison.Ordinal) ? null : text;

    // People paste the address of the other call's card.
    private static string IdIn(string text) => text[(text.LastIndexOf('/') + 1)..];
}
