using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gudok.Portal;

/// <summary>Logs what a request wrote to the ledger, by the ids of what was written: with the correlation, which the journal has of the request and each line of the log,
/// a record is found from the request and the request from the record. No number, no word that somebody typed.</summary>
public static partial class LedgerTrail
{
    /// <summary>The category of these lines.</summary>
    public const string Category = "Gudok.Ledger.Trail";

    /// <summary>The most ids of one line; of more it says how many there are.</summary>
    internal const int MostIds = 50;

    /// <summary>Logs that something was written.</summary>
    internal static void Wrote(HttpContext context, Act act, string what, IReadOnlyCollection<string> ids)
    {
        if (context.RequestServices.GetService<ILoggerFactory>()?.CreateLogger(Category) is not { } logger || !logger.IsEnabled(LogLevel.Information)) return;
        var more = ids.Count - MostIds;
        LogWrote(logger, act.Name, what, string.Join(' ', ids.Take(MostIds)) + (more > 0 ? FormattableString.Invariant($" and {more} more") : ""));
    }

    [LoggerMessage(6040, LogLevel.Information, "{Act}: {What}: {Ids}")]
    private static partial void LogWrote(ILogger logger, string act, string what, string ids);
}
