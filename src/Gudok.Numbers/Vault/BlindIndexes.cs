namespace Gudok.Numbers;

/// <summary>The versions of the blind index: one, or two while pages pass from one to the next. The caller holds the vault's gate.</summary>
internal sealed class BlindIndexes : IDisposable
{
    private readonly KeySafe _safe;
    private readonly SortedDictionary<int, BlindIndex> _versions = [];

    public BlindIndexes(KeyRing ring)
    {
        _safe = ring.Safe;
        foreach (var version in _safe.Contents.IndexVersions) _versions.Add(version, new BlindIndex(_safe, version));
        Newest = _versions.Values.Last();
    }

    /// <summary>What new parties are written with.</summary>
    public BlindIndex Newest { get; private set; }

    /// <summary>Those that some page may still be under.</summary>
    public IEnumerable<BlindIndex> Older => _versions.Values.Where(index => index != Newest);

    public bool IsRotating => _versions.Count > 1;

    public bool Has(int version) => _versions.ContainsKey(version);

    /// <summary>Makes the next version, durable before it is used.</summary>
    public void Add()
    {
        var version = Newest.Version + 1;
        _safe.Change(contents =>
        {
            contents = _safe.KeepIndex(contents);
            return contents with { Kept = contents.Kept.SetItem(new KeptKey(KeyPurpose.Index, version), SecretKey.CreateRandom()) };
        });
        _versions.Add(version, new BlindIndex(_safe, version));
        Newest = _versions[version];
    }

    /// <summary>Destroys all versions but the newest.</summary>
    public void DropOlder()
    {
        var older = Older.ToList();
        _safe.Change(contents => contents with { Kept = contents.Kept.RemoveRange(older.Select(index => new KeptKey(KeyPurpose.Index, index.Version))) });
        foreach (var index in older)
        {
            _versions.Remove(index.Version);
            index.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var index in _versions.Values) index.Dispose();
        _versions.Clear();
    }
}
