using System.Globalization;
using System.Runtime.CompilerServices;
using Gudok.Calls;
using Gudok.Ledger;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gudok.Portal;

/// <summary>Live calls as rows of the history's table.</summary>
internal static class LiveRows
{
    /// <summary>Events: <c>rows</c> new rows, the newest first; <c>changed</c> rows that replace their former selves; <c>more</c> how many
    /// calls were not sent because too many came at once.</summary>
    public static async IAsyncEnumerable<ServerEvent> WriteAsync(
        IServiceProvider services, LiveCalls live, ICallReader calls, Narrowed narrowed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var html = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var isFirst = true;
        await foreach (var batch in live.GatherAsync(calls, narrowed, cancellationToken).ConfigureAwait(false))
        {
            if (isFirst)
            {
                // The page was drawn a moment before the stream began: what came in between is sent now, the page drops what it has.
                isFirst = false;
                var page = await calls.SearchAsync(narrowed.Search, narrowed.Sight, cancellationToken).ConfigureAwait(false);
                yield return new ServerEvent("rows", await RenderAsync(html, page.Calls).ConfigureAwait(false));
            }

            var fresh = batch.Calls.Where(call => !call.IsCorrection).Select(call => call.Call).Reverse().ToArray();
            var changed = batch.Calls.Where(call => call.IsCorrection).Select(call => call.Call).ToArray();
            if (changed.Length > 0) yield return new ServerEvent("changed", await RenderAsync(html, changed).ConfigureAwait(false));
            if (batch.Missed > 0) yield return new ServerEvent("more", batch.Missed.ToString(CultureInfo.InvariantCulture));
            if (fresh.Length > 0) yield return new ServerEvent("rows", await RenderAsync(html, fresh).ConfigureAwait(false));
            if (batch.Calls.Count == 0) yield return ServerEvent.Heartbeat;
        }
    }

    private static Task<string> RenderAsync(HtmlRenderer html, IReadOnlyList<CallView> calls) => html.Dispatcher.InvokeAsync(async () =>
    {
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Calls"] = calls });
        return (await html.RenderComponentAsync<CallRowList>(parameters).ConfigureAwait(false)).ToHtmlString();
    });
}
