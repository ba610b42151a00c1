namespace Gudok.Numbers;

/// <summary>Where a vault is kept.</summary>
internal interface IVaultStorage : IDisposable
{
    /// <summary>Opens the sealed parties for writing, and makes the table if there is none.</summary>
    IPartyRows OpenParties();

    /// <summary>Opens the sealed keys for writing, and makes the tables if there are none.</summary>
    /// <param name="parties">What was opened before.</param>
    /// <exception cref="VaultException">GDK-2103: there are parties but no keys at all.</exception>
    IKeyRows OpenKeys(IPartyRows parties);

    /// <summary>Opens both for reading beside the writer.</summary>
    (IKeyRows Keys, IPartyRows Parties) OpenToRead();

    /// <summary>Opens the list of the erased.</summary>
    IErasures OpenErasures();
}

/// <summary>The ids of the erased: what a restored backup must forget again. Reading is thread-safe, adding is for one at a time.</summary>
internal interface IErasures : IDisposable
{
    int Count { get; }

    IEnumerable<PartyId> Ids { get; }

    bool Contains(PartyId id);

    /// <summary>Adds an id; durable when it returns.</summary>
    void Add(PartyId id);
}
