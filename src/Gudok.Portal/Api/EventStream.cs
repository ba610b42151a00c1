using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gudok.Portal;

/// <summary>Sends server-sent events until the reader leaves. The framework's own result knows no comments, and without a heartbeat a proxy
/// closes a quiet stream.</summary>
/// <param name="seat">Given back at the end.</param>
/// <param name="events">Makes the events.</param>
internal sealed class EventStream(IDisposable seat, Func<CancellationToken, IAsyncEnumerable<ServerEvent>> events) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var held = seat;
        await using var end = SessionEnd.Of(httpContext);
        var stop = end.Token;
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        httpContext.Response.ContentType = "text/event-stream; charset=utf-8";
        httpContext.Response.Headers.CacheControl = "no-store";
        try
        {
            await WriteAsync(httpContext.Response, ServerEvent.Heartbeat, stop).ConfigureAwait(false);
            await foreach (var next in events(stop).ConfigureAwait(false)) await WriteAsync(httpContext.Response, next, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader left, or is signed in no more: the usual end of a stream.
            if (!httpContext.Response.HasStarted) httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
    }

    private static async ValueTask WriteAsync(HttpResponse response, ServerEvent next, CancellationToken stop)
    {
        await response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(Print(next)), stop).ConfigureAwait(false);
    }

    internal static string Print(ServerEvent next)
    {
        if (next.Name is null) return $": {next.Data}\n\n";
        var text = new StringBuilder().Append("event: ").Append(next.Name).Append('\n');
        if (next.Id is not null) text.Append("id: ").Append(next.Id).Append('\n');
        foreach (var line in next.Data.AsSpan().EnumerateLines()) text.Append("data: ").Append(line).Append('\n');
        return text.Append('\n').ToString();
    }
}
