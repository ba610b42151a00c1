namespace Gudok.Access;

/// <summary>Reads the journal. Whoever is given it may read all of it; who that is, the policy decides before.</summary>
public interface IJournalReader
{
    /// <summary>Finds entries, the newest first.</summary>
    ValueTask<JournalPage> SearchAsync(JournalSearch search, CancellationToken cancellationToken);

    /// <summary>One entry with its proof; null if there is none of this number.</summary>
    ValueTask<ProvedAct?> FindAsync(long number, CancellationToken cancellationToken);
}
