using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>Bare statuses and exceptions become pages for people and problems for programs.</summary>
internal static class Failures
{
    public static void Use(WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => ReplyAsync(context, StatusOf(context.Features.Get<IExceptionHandlerFeature>()?.Error)),
            SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages(pages => ReplyAsync(pages.HttpContext, pages.HttpContext.Response.StatusCode));
    }

    private static int StatusOf(Exception? exception) =>
        exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;

    private static Task ReplyAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        var isPage = HttpMethods.IsGet(context.Request.Method)
            && !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        return isPage
            ? Refusals.Page(context.RequestServices.GetRequiredService<Reader>().Texts, status).ExecuteAsync(context)
            : Refusals.Problem(status).ExecuteAsync(context);
    }
}
