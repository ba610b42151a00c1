namespace Gudok.Access;

/// <summary>Who did what to whose data and why. Appended to, never changed; sealed by the same trees and heads as the ledger.</summary>
public interface IJournal
{
    /// <summary>Writes an entry; it is durable when this returns. What is to be journaled before it is done is done after.</summary>
    /// <returns>The entry's id.</returns>
    /// <exception cref="AccessException">GDK-7201: it could not be written.</exception>
    ValueTask<string> WriteAsync(JournalEntry entry, CancellationToken cancellationToken);
}
