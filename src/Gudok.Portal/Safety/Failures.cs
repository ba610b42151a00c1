using Gudok.Ledger;
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
            ExceptionHandler = context => ReplyAsync(context, context.Features.Get<IExceptionHandlerFeature>()?.Error),
            SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException or LedgerInputException,
        });
        app.UseStatusCodePages(pages => ReplyAsync(pages.HttpContext, pages.HttpContext.Response.StatusCode));
    }

    private static Task ReplyAsync(HttpContext context, Exception? exception) => exception switch
    {
        LedgerInputException input when !IsPage(context) =>
            Refusals.Problem(StatusCodes.Status400BadRequest, input.Code, input.Message).ExecuteAsync(context),
        LedgerInputException => ReplyAsync(context, StatusCodes.Status400BadRequest),
        BadHttpRequestException bad => ReplyAsync(context, bad.StatusCode),
        _ => ReplyAsync(context, StatusCodes.Status500InternalServerError),
    };

    private static Task ReplyAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return IsPage(context)
            ? Refusals.Page(context.RequestServices.GetRequiredService<Reader>().Texts, status).ExecuteAsync(context)
            : Refusals.Problem(status).ExecuteAsync(context);
    }

    private static bool IsPage(HttpContext context) => HttpMethods.IsGet(context.Request.Method)
        && !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
