namespace Gudok.Numbers.Postgres;

/// <summary>The erased, in the database and in the data folder: a restored database must forget again what the folder knows, another
/// machine what the database knows.</summary>
internal sealed class Erasures : IErasures
{
    private readonly VaultTables _tables;
    private readonly ErasureList _list;

    public Erasures(VaultTables tables, ErasureList list)
    {
        _tables = tables;
        _list = list;
        var known = tables.Erased().Select(id => new PartyId(unchecked((ulong)id))).ToHashSet();
        foreach (var id in known) list.Add(id);
        foreach (var id in list.Ids.Except(known)) AddToTable(id);
    }

    public int Count => _list.Count;

    public IEnumerable<PartyId> Ids => _list.Ids;

    public bool Contains(PartyId id) => _list.Contains(id);

    public void Add(PartyId id)
    {
        _list.Add(id);
        AddToTable(id);
    }

    public void Dispose() => _list.Dispose();

    private void AddToTable(PartyId id) => _tables.AddErased(unchecked((long)id.Value));
}
