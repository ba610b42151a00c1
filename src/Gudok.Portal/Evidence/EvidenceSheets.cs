using System.Text.Encodings.Web;
using System.Text.Unicode;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>The sheet that goes with a file of evidence: one page in Russian, with a QR code of the file's hash.</summary>
public static class EvidenceSheets
{
    /// <summary>The sheet as a page that stands by itself, to be printed.</summary>
    /// <param name="evidence">The text of the file.</param>
    /// <param name="zone">Time zone in which times are told beside UTC.</param>
    public static async Task<string> RenderAsync(string evidence, string zone)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();
        await using (services.ConfigureAwait(false))
        {
            var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
            await using (renderer.ConfigureAwait(false))
            {
                var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
                {
                    [nameof(EvidenceSheet.Evidence)] = evidence,
                    [nameof(EvidenceSheet.Zone)] = TimeZoneInfo.FindSystemTimeZoneById(zone),
                    [nameof(EvidenceSheet.Style)] = PortalAssets.WholeStyle("css/sheet.css"),
                });
                return await renderer.Dispatcher.InvokeAsync(async () =>
                    (await renderer.RenderComponentAsync<EvidenceSheet>(parameters).ConfigureAwait(true)).ToHtmlString()).ConfigureAwait(false);
            }
        }
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/calls/{id}/evidence", ShowAsync).ExcludeFromDescription().Requires(Act.EvidenceMake);

    internal static async Task<RazorComponentResult> ShowAsync(
        string id, IEvidenceMaker evidence, CallGate gate, Reader reader, IOptions<PortalOptions> options, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(id, out var recordId)) return Refusals.NoSuchCallPage(reader.Texts);
        if (await gate.FindAsync(Act.EvidenceMake, recordId, cancellationToken).ConfigureAwait(false) is null) return Refusals.NoSuchCallPage(reader.Texts);
        var text = await evidence.MakeAsync(recordId, PartySight.Mask, cancellationToken).ConfigureAwait(false);
        if (text is null) return Refusals.NoSuchCallPage(reader.Texts);
        return new RazorComponentResult(typeof(EvidenceSheet), new Dictionary<string, object?>
        {
            [nameof(EvidenceSheet.Evidence)] = text,
            [nameof(EvidenceSheet.Zone)] = TimeZoneInfo.FindSystemTimeZoneById(options.Value.Zone),
        });
    }
}
