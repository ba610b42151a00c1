using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gudok.Access;
using Gudok.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>Erases parties in two steps: first it is shown what would be destroyed, then it is confirmed for just these numbers.</summary>
internal static class EraseForms
{
    private const int MaxBytes = 128 * 1024;

    // Binds a confirmation to the numbers that were shown and to what is to become of each; a restart asks for another look. In how many calls
    // one stands is not bound: who calls every minute could never be erased.
    private static readonly byte[] SealKey = RandomNumberGenerator.GetBytes(32);

    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> CheckAsync(
        HttpRequest request, IServiceProvider services, Reader reader, CancellationToken cancellationToken)
    {
        if (services.GetService<ErasureDesk>() is not { } desk) return KeepCalls.NotHere();
        var form = await FormFields.ReadAsync(request, MaxBytes, cancellationToken).ConfigureAwait(false);
        if (form is null || Numbers(form) is not { } numbers || form["reason"].Length == 0) return Refuse(PortalFaults.NotAKeeping, reader.Texts.EraseWrong);
        var forecasts = await desk.ForecastAsync(numbers, cancellationToken).ConfigureAwait(false);
        return new RazorComponentResult(typeof(EraseCheck), new Dictionary<string, object?>
        {
            [nameof(EraseCheck.Forecasts)] = forecasts,
            [nameof(EraseCheck.Seal)] = SealOf(numbers, forecasts),
        });
    }

    internal static async Task<Results<RazorComponentResult, ProblemHttpResult>> EraseAsync(
        HttpRequest request, IServiceProvider services, Reader reader, CancellationToken cancellationToken)
    {
        if (services.GetService<ErasureDesk>() is not { } desk) return KeepCalls.NotHere();
        var form = await FormFields.ReadAsync(request, MaxBytes, cancellationToken).ConfigureAwait(false);
        if (form is null || Numbers(form) is not { } numbers || form["reason"].Length == 0) return Refuse(PortalFaults.NotAKeeping, reader.Texts.EraseWrong);
        var forecasts = await desk.ForecastAsync(numbers, cancellationToken).ConfigureAwait(false);
        if (form["understood"] != "yes" || !IsSeal(form["checked"], SealOf(numbers, forecasts))) return Refuse(PortalFaults.NotConfirmed, reader.Texts.EraseChanged);
        var requestId = form["request"];
        var (act, _, noPdf) = await desk.EraseAsync(
            numbers, form["reason"], requestId.Length > 0 ? requestId : null, WhoActs.In(request.HttpContext), cancellationToken).ConfigureAwait(false);
        LedgerTrail.Wrote(request.HttpContext, Act.ErasureRun, KeepCalls.Erased(act), ["act:" + act.Id]);
        return new RazorComponentResult(typeof(ErasedAnswer), new Dictionary<string, object?>
        {
            [nameof(ErasedAnswer.Said)] = string.Format(CultureInfo.InvariantCulture, reader.Texts.EraseDone, act.Erased) + (noPdf is null ? "" : " " + reader.Texts.EraseNoPdf) + HoldForms.Blots(reader.Texts, act.Reason, act.RequestId),
            [nameof(ErasedAnswer.Acts)] = await desk.Acts.ListAsync(null, cancellationToken).ConfigureAwait(false),
        });
    }

    private static string[]? Numbers(FormFields form)
    {
        string[] numbers = [.. form["numbers"].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        return numbers.Length is > 0 and <= PartyErasure.MostNumbers ? numbers : null;
    }

    private static string SealOf(string[] numbers, IReadOnlyList<ErasureForecast> forecasts) => Convert.ToHexStringLower(HMACSHA256.HashData(
        SealKey, Encoding.UTF8.GetBytes(string.Join('\n', numbers.Zip(forecasts, (number, forecast) => $"{forecast.Outcome} {number}")))));

    private static bool IsSeal(string text, string seal) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(text), Encoding.ASCII.GetBytes(seal));

    private static ProblemHttpResult Refuse(string code, string title) => Refusals.Problem(StatusCodes.Status400BadRequest, code, title);
}
