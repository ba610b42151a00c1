using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>Writes into the journal that somebody reads it.</summary>
internal static class JournalLooks
{
    /// <summary>Writes an entry; what it is of may be shown when this returns.</summary>
    public static async Task NoteAsync(HttpContext context, Act act, string? detail, IReadOnlyList<string> objects, CancellationToken cancellationToken)
    {
        if (context.RequestServices.GetService<IJournal>() is not { } journal) return;
        var entry = new JournalEntry { Actor = WhoActs.Actor(context), Act = act.Name, Outcome = ActOutcome.Done, Detail = detail, Objects = objects, Correlation = RequestCorrelation.Of(context) };
        await journal.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
    }
}
