using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gudok.Portal;

/// <summary>What is answered when something cannot be done with an export.</summary>
internal static class ExportProblems
{
    public static ProblemHttpResult Of(string code, ExportTexts texts) => Refusals.Problem(StatusOf(code), code, texts.FaultOf(code));

    /// <summary>What could not be done, and why.</summary>
    public static ProblemHttpResult Of(ExportAnswer answer, ExportTexts texts) => Of(answer is ExportAnswer.Wrong wrong ? wrong.Code : AccessFaults.NoExport, texts);

    public static ProblemHttpResult NotHere() => Refusals.Problem(StatusCodes.Status501NotImplemented, AccessFaults.NoExport, "This server gives no files.");

    private static int StatusOf(string code) => code switch
    {
        AccessFaults.NoExport => StatusCodes.Status404NotFound,
        AccessFaults.ExportNotSo => StatusCodes.Status409Conflict,
        AccessFaults.ExportFormNotGranted or AccessFaults.SecondFactorWrong => StatusCodes.Status403Forbidden,
        AccessFaults.TooManyExports => StatusCodes.Status409Conflict,
        AccessFaults.PasswordShown or AccessFaults.DownloadsUsed => StatusCodes.Status410Gone,
        _ => StatusCodes.Status400BadRequest,
    };
}
