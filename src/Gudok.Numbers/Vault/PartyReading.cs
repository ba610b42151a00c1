namespace Gudok.Numbers;

/// <summary>What the vault answers when an id is read back.</summary>
/// <param name="Id">The id that was asked for.</param>
/// <param name="Status">Whether the party could be read.</param>
/// <param name="Party">The party in plain form; default unless <see cref="PartyStatus.Known"/>.</param>
public readonly record struct PartyReading(PartyId Id, PartyStatus Status, Party Party);

/// <summary>Whether an id could be read back.</summary>
public enum PartyStatus
{
    /// <summary>The vault never gave out such an id.</summary>
    Unknown,

    /// <summary>The party is there.</summary>
    Known,

    /// <summary>The party was erased on request; only the fact is kept.</summary>
    Erased,

    /// <summary>The party is there but its key is lost and no erasure explains it (fault GDK-2103).</summary>
    KeyMissing,
}

/// <summary>What a search by part found.</summary>
/// <param name="Ids">The ids, in no particular order.</param>
/// <param name="IsCut">Whether there were more than the limit.</param>
/// <param name="LoadedPercent">How much of the directory could be searched, 0–100; below 100 the answer is not complete yet.</param>
public sealed record PartSearch(IReadOnlyList<PartyId> Ids, bool IsCut, int LoadedPercent);

/// <summary>Counts of a vault.</summary>
/// <param name="Living">Parties that can be read.</param>
/// <param name="Erased">Parties of which only the fact of erasure is kept.</param>
/// <param name="LoadedPercent">How much of the directory is in memory, 0–100.</param>
public sealed record VaultState(long Living, long Erased, int LoadedPercent);
