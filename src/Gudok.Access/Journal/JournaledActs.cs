using System.Diagnostics;

namespace Gudok.Access;

/// <summary>Acts that stand in the journal before they are done.</summary>
public static class JournaledActs
{
    /// <summary>Writes the entry, then does it. If it fails, a second entry of the same correlation says so.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="entry">What is about to be done, as done.</param>
    /// <param name="act">Does it.</param>
    /// <param name="cancellationToken">Cancels before the entry is written.</param>
    /// <exception cref="AccessException">GDK-7201: the entry could not be written, and nothing was done.</exception>
    public static async Task<T> DoAsync<T>(this IJournal journal, JournalEntry entry, Func<Task<T>> act, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(act);
        var noted = entry with { Correlation = entry.Correlation ?? Gudok.Access.Correlation.Current ?? NewCorrelation() };
        await journal.WriteAsync(noted, cancellationToken).ConfigureAwait(false);
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            await TryNoteAsync(journal, noted with { Outcome = ActOutcome.Failed, Detail = fault.GetType().Name }).ConfigureAwait(false);
            throw;
        }
    }

    // The fault's name alone: what it says may quote what it was given.
    private static async Task TryNoteAsync(IJournal journal, JournalEntry failed)
    {
        try
        {
            await journal.WriteAsync(failed, CancellationToken.None).ConfigureAwait(false);
        }
        catch (AccessException)
        {
            // Counted by the journal. Whoever asked hears of what failed first.
            return;
        }
    }

    /// <summary>A correlation of its own, for what no request joins.</summary>
    public static string NewCorrelation() => ActivityTraceId.CreateRandom().ToHexString();
}
