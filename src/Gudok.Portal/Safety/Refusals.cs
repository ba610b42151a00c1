using System.Globalization;
using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>What a person or a program is told when it does not get what it asked for: a page that says how to mend it, or a problem
/// (RFC 9457) with the fault's code.</summary>
internal static class Refusals
{
    public static ProblemHttpResult Problem(int status, string code, string title, string? detail = null) =>
        TypedResults.Problem(detail, statusCode: status, title: title, extensions: new Dictionary<string, object?> { ["code"] = code });

    public static ProblemHttpResult NoSuchCall() =>
        Problem(StatusCodes.Status404NotFound, PortalFaults.NoSuchCall, "There is no such call.", "Its term may be over, or the id is not whole.");

    public static ProblemHttpResult TooManyFollowers() => Problem(
        StatusCodes.Status503ServiceUnavailable, PortalFaults.TooManyFollowers, "Too many readers follow live calls.", "Try again in a minute.");

    public static ProblemHttpResult TooManyRequests() => Problem(
        StatusCodes.Status429TooManyRequests, PortalFaults.TooManyRequests, "Too many requests.", "Wait as long as Retry-After says, then go on more slowly.");

    public static ProblemHttpResult BadFilterProblem(Texts texts, string? field) => Problem(
        StatusCodes.Status400BadRequest, PortalFaults.NotASearch, $"{texts.ErrorBadFilter} {FieldName(texts, field)}", texts.ErrorBadFilterHelp);

    public static RazorComponentResult BadFilter(Texts texts, string? field) => Page(
        StatusCodes.Status400BadRequest, PortalFaults.NotASearch, $"{texts.ErrorBadFilter} {FieldName(texts, field)}", texts.ErrorBadFilterHelp);

    /// <summary>What the policy refuses to a program.</summary>
    public static ProblemHttpResult NotAllowed(Decision.Refused refused) => Problem(
        StatusCodes.Status403Forbidden, refused.Code, $"The policy refuses {refused.Act}: {RefusalWords.Name(refused.Reason)}.", refused.Help);

    /// <summary>What the policy refuses to a person.</summary>
    public static RazorComponentResult NotAllowed(Reader reader, Decision.Refused refused) => Page(
        StatusCodes.Status403Forbidden, refused.Code, AccessTexts.Of(reader).NotAllowed, AccessTexts.Of(reader).Help(refused.Reason));

    public static RazorComponentResult NumberInAddress(Texts texts) => Page(
        StatusCodes.Status400BadRequest, PortalFaults.NumberInAddress, texts.ErrorNumberInAddress, texts.ErrorNumberInAddressHelp);

    public static RazorComponentResult NoSuchCallPage(Texts texts) => Page(
        StatusCodes.Status404NotFound, PortalFaults.NoSuchCall, texts.ErrorNoCall, texts.ErrorNoCallHelp);

    /// <summary>The page for a bare status.</summary>
    public static RazorComponentResult Page(Texts texts, int status) => status switch
    {
        StatusCodes.Status404NotFound => Page(status, PortalFaults.NoSuchAddress, texts.ErrorNotFound, texts.ErrorNotFoundHelp),
        >= 500 => Page(status, PortalFaults.Failed, texts.ErrorFailed, texts.ErrorFailedHelp),
        _ => Page(status, status.ToString(CultureInfo.InvariantCulture), texts.ErrorRequest, texts.ErrorNotFoundHelp),
    };

    /// <summary>The problem for a bare status.</summary>
    public static ProblemHttpResult Problem(int status) => status switch
    {
        StatusCodes.Status404NotFound => Problem(status, PortalFaults.NoSuchAddress, "There is no such address."),
        StatusCodes.Status413PayloadTooLarge => Problem(status, PortalFaults.TooLarge, "What was sent is too large."),
        StatusCodes.Status415UnsupportedMediaType => Problem(status, PortalFaults.NotJson, "Only JSON is taken here."),
        StatusCodes.Status503ServiceUnavailable => Problem(
            status, PortalFaults.CannotWrite, "The server's storage refuses.", "The server's log says what stands in the way. Calls that are sent again later are not kept twice."),
        >= 500 => Problem(status, PortalFaults.Failed, "Something broke on the server.", "Its log says what; give the time to the administrator."),
        _ => Problem(status, PortalFaults.NotASearch, "The request was refused."),
    };

    private static RazorComponentResult Page(int status, string code, string heading, string help) =>
        new(typeof(ErrorPage), new Dictionary<string, object?> { ["Heading"] = heading, ["Help"] = help, ["Code"] = code }) { StatusCode = status };

    private static string FieldName(Texts texts, string? field) => field switch
    {
        "from" => texts.From,
        "to" => texts.To,
        "number" => texts.Number,
        "minTalk" => texts.TalkFrom,
        "maxTalk" => texts.TalkTo,
        "direction" => texts.Direction,
        "disposition" => texts.Disposition,
        null => "?",
        _ => field,
    };
}
