using System.Globalization;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Numbers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Gudok.Portal;

/// <summary>The pages of exports: what was asked for, one request with what can be done with it, and the form on the history's page.</summary>
internal static class ExportRoutes
{
    public const string Address = "/exports";

    /// <summary>Fields of the form begin so: all others are of the filter beside it.</summary>
    public const string FieldPrefix = "export-";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Address).ExcludeFromDescription();
        pages.MapGet("", ShowAsync).Requires(Act.ExportRead);
        pages.MapPost("", AskAsync).Requires(Act.ExportAsk);
        pages.MapGet("/{id}", ShowOneAsync).Requires(Act.ExportRead);
        pages.MapGet("/{id}/state", ShowStateAsync).Requires(Act.ExportRead);
        pages.MapGet("/{id}/file", FileAsync).Requires(Act.ExportDownload);
        pages.MapPost("/{id}/decide", DecideAsync).Requires(Act.ExportDecide);
        pages.MapPost("/{id}/withdraw", WithdrawAsync).Requires(Act.ExportAsk);
        pages.MapPost("/{id}/password", PasswordAsync).Requires(Act.ExportDownload);
        pages.MapPost("/{id}/password/passkey", ExportPasskey.ShowAsync).Requires(Act.ExportDownload);
    }

    internal static async Task<RazorComponentResult> ShowAsync(ExportGate gate, Reader reader, CancellationToken cancellationToken) => gate.Desk is null
        ? Refusals.Page(reader.Texts, StatusCodes.Status404NotFound)
        : new RazorComponentResult(typeof(ExportPage), new Dictionary<string, object?> { [nameof(ExportPage.Exports)] = await gate.ListAsync(cancellationToken).ConfigureAwait(false) });

    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> AskAsync(
        HttpRequest request, ExportGate gate, Reader reader, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        var texts = ExportTexts.Of(reader);
        if (gate.Desk is null) return ExportProblems.NotHere();
        if (await FilterReader.FieldsAsync(request, cancellationToken).ConfigureAwait(false) is not { } fields) return ExportProblems.Of(AccessFaults.ExportWrong, texts);
        if (!FilterReader.TryRead(fields.Where(field => !field.Key.StartsWith(FieldPrefix, StringComparison.Ordinal)), out var filter, out var fault)) return Refusals.BadFilterProblem(reader.Texts, fault);
        if (!Word.TryRead(Field(fields, "format"), out ExportFormat format) || !Word.TryRead(Field(fields, "form"), out PartyForm form)
            || !double.TryParse(Field(fields, "hours"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours)) return ExportProblems.Of(AccessFaults.ExportWrong, texts);
        var search = (filter with { Cursor = null }).ToSearch(reader.Zone, options.Value.PageSize);
        return await gate.AskAsync(search, format, form, Field(fields, "reason"), hours, cancellationToken).ConfigureAwait(false) switch
        {
            ExportAnswer.Done done => new RazorComponentResult(typeof(ExportAskForm), new Dictionary<string, object?> { [nameof(ExportAskForm.Asked)] = done.Export }),
            var other => ExportProblems.Of(other, texts),
        };
    }

    internal static async Task<RazorComponentResult> ShowOneAsync(string id, ExportGate gate, Reader reader, CancellationToken cancellationToken)
    {
        if (gate.Desk is null || await gate.FindAsync(id, isNoted: true, cancellationToken).ConfigureAwait(false) is not ExportAnswer.Done done) return Refusals.Page(reader.Texts, StatusCodes.Status404NotFound);
        return new RazorComponentResult(typeof(ExportCardPage), await ParametersAsync(gate, done, null, cancellationToken).ConfigureAwait(false));
    }

    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> ShowStateAsync(string id, ExportGate gate, Reader reader, CancellationToken cancellationToken) =>
        gate.Desk is null ? ExportProblems.NotHere() : await SectionAsync(gate, await gate.FindAsync(id, isNoted: false, cancellationToken).ConfigureAwait(false), reader, null, cancellationToken).ConfigureAwait(false);

    internal static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> FileAsync(string id, ExportGate gate, Reader reader, CancellationToken cancellationToken)
    {
        if (gate.Desk is null) return ExportProblems.NotHere();
        return await gate.DownloadAsync(id, cancellationToken).ConfigureAwait(false) switch
        {
            ExportAnswer.Done { File: { } file, Export: var export } => TypedResults.Stream(file, "application/zip", $"gudok-{export.Id}.zip"),
            var other => ExportProblems.Of(other, ExportTexts.Of(reader)),
        };
    }

    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> DecideAsync(string id, HttpRequest request, ExportGate gate, Reader reader, CancellationToken cancellationToken)
    {
        var texts = ExportTexts.Of(reader);
        if (gate.Desk is null) return ExportProblems.NotHere();
        if (await FormFields.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form || form["decision"] is not ("approve" or "refuse"))
            return ExportProblems.Of(AccessFaults.ExportWrong, texts);
        var isApproved = form["decision"] == "approve";
        var answer = await gate.DecideAsync(id, isApproved, form["reason"], cancellationToken).ConfigureAwait(false);
        return await SectionAsync(gate, answer, reader, isApproved ? texts.SaidApproved : texts.SaidRefused, cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> WithdrawAsync(string id, ExportGate gate, Reader reader, CancellationToken cancellationToken) => gate.Desk is null
        ? ExportProblems.NotHere()
        : await SectionAsync(gate, await gate.WithdrawAsync(id, cancellationToken).ConfigureAwait(false), reader, ExportTexts.Of(reader).SaidWithdrawn, cancellationToken).ConfigureAwait(false);

    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> PasswordAsync(string id, HttpRequest request, ExportGate gate, Reader reader, CancellationToken cancellationToken)
    {
        if (gate.Desk is null) return ExportProblems.NotHere();
        if (await FormFields.ReadAsync(request, FilterReader.MaxBytes, cancellationToken).ConfigureAwait(false) is not { } form) return ExportProblems.Of(AccessFaults.ExportWrong, ExportTexts.Of(reader));
        return await SectionAsync(gate, await gate.PasswordAsync(id, form["code"], cancellationToken).ConfigureAwait(false), reader, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The section of a request as it stands now.</summary>
    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> SectionAsync(ExportGate gate, ExportAnswer answer, Reader reader, string? said, CancellationToken cancellationToken) => answer is ExportAnswer.Done done
        ? new RazorComponentResult(typeof(ExportSection), await ParametersAsync(gate, done, said, cancellationToken).ConfigureAwait(false))
        : ExportProblems.Of(answer, ExportTexts.Of(reader));

    private static async Task<Dictionary<string, object?>> ParametersAsync(ExportGate gate, ExportAnswer.Done done, string? said, CancellationToken cancellationToken) => new()
    {
        [nameof(ExportSection.Export)] = done.Export,
        [nameof(ExportSection.Password)] = done.Password,
        [nameof(ExportSection.DownloadsLeft)] = Math.Max(0, gate.Desk!.Options.Downloads - done.Export.Downloads),
        [nameof(ExportSection.MayDecide)] = await gate.MayDecideAsync(done.Export.Id, cancellationToken).ConfigureAwait(false),
        [nameof(ExportSection.IsDemo)] = gate.IsDemo,
        [nameof(ExportSection.Said)] = said,
    };

    private static string Field(IReadOnlyList<KeyValuePair<string, StringValues>> fields, string name) => fields.FirstOrDefault(field => field.Key == FieldPrefix + name).Value.ToString();
}
