using Gudok.Access;
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
        LedgerException { Fault: LedgerFaults.ErasureStopped } stopped when !IsPage(context) =>
            Refusals.Problem(StatusCodes.Status503ServiceUnavailable, LedgerFaults.ErasureStopped, "The erasure is not finished.", stopped.Message).ExecuteAsync(context),
        AccessException denied when !IsPage(context) => Refusals.Problem(StatusCodes.Status503ServiceUnavailable, denied.Code, "What is asked for cannot be noted, so it is not done.", denied.Message).ExecuteAsync(context),
        AccessException => ReplyAsync(context, StatusCodes.Status503ServiceUnavailable),
        IOException or UnauthorizedAccessException => ReplyAsync(context, StatusCodes.Status503ServiceUnavailable),
        _ => ReplyAsync(context, StatusCodes.Status500InternalServerError),
    };

    private static Task ReplyAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return IsPage(context)
            ? Refusals.Page(context.RequestServices.GetRequiredService<Reader>().Texts, status).ExecuteAsync(context)
            : Refusals.Problem(status).ExecuteAsync(context);
    }

    /// <summary>Whether a person asks for a page.</summary>
    internal static bool IsPage(HttpContext context) => HttpMethods.IsGet(context.Request.Method)
        && !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
