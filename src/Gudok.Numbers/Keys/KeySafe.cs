namespace Gudok.Numbers;

/// <summary>The root key and what is sealed under it, as in use and as in their files.</summary>
/// <remarks>Thread-safe. A change is in the file before it is in use: a key that only memory knew would take with it what it had wrapped.</remarks>
internal sealed class KeySafe(SecretKey root, KeyContents contents, IRootPlace? place, KeyFile? file) : IDisposable
{
    private readonly Lock _gate = new();
    private SecretKey _root = root;
    private KeyContents _contents = contents;

    public KeyContents Contents
    {
        get
        {
            lock (_gate) return _contents;
        }
    }

    /// <summary>Called after each durable step of a change: where tests kill.</summary>
    public Action? Stepped
    {
        get;
        set
        {
            field = value;
            file?.Stepped = value;
        }
    }

    public static KeySafe CreateEphemeral() => new(SecretKey.CreateRandom(), KeyContents.Empty, null, null);

    /// <summary>A key that never changes for its purpose and version. The caller wipes it.</summary>
    public SecretKey Take(KeptKey name)
    {
        lock (_gate)
        {
            if (_contents.Kept.TryGetValue(name, out var kept)) return new SecretKey(kept.Bytes);
            // Derived anew after a rotation it would be another key; but a rotation keeps all keys that there were, so a purpose without any is newer than it.
            if (name.Version > 1 || _contents.Kept.Keys.Any(key => key.Purpose == name.Purpose)) throw Lacking(name);
            return _root.DeriveKey(name.Purpose);
        }
    }

    /// <summary>Changes the contents; wipes the keys that they no longer hold.</summary>
    public KeyContents Change(Func<KeyContents, KeyContents> change)
    {
        lock (_gate)
        {
            var former = _contents;
            var next = change(former);
            if (next == former) return former;
            file?.Write(_root, next);
            _contents = next;
            foreach (var (epoch, key) in former.Epochs) if (!next.Epochs.ContainsKey(epoch)) key.Dispose();
            foreach (var (name, key) in former.Kept) if (!next.Kept.ContainsKey(name)) key.Dispose();
            return next;
        }
    }

    /// <summary>Takes down which index keys exist: before one is added or one dropped.</summary>
    public KeyContents KeepIndex(KeyContents contents)
    {
        var name = new KeptKey(KeyPurpose.Index, 1);
        return contents.Kept.Keys.Any(key => key.Purpose == KeyPurpose.Index)
            ? contents
            : contents with { Kept = contents.Kept.Add(name, _root.DeriveKey(KeyPurpose.Index)) };
    }

    /// <summary>Puts a new root in the place of the old one: first beside it, then the contents under it, then alone.</summary>
    /// <exception cref="VaultException">GDK-2107: its place cannot take a new root.</exception>
    public void RotateRoot(DateTimeOffset now)
    {
        lock (_gate)
        {
            var next = place is null ? SecretKey.CreateRandom() : place.CreateNext(_root);
            Stepped?.Invoke();
            var contents = _contents.KeepAll(_root) with { RootVersion = _contents.RootVersion + 1, RootSince = now };
            file?.Write(next, contents);
            (_contents, var former) = (contents, _root);
            _root = next;
            place?.Settle(next);
            Stepped?.Invoke();
            former.Dispose();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _root.Dispose();
            foreach (var key in _contents.Epochs.Values.Concat(_contents.Kept.Values)) key.Dispose();
            _contents = KeyContents.Empty;
        }
    }

    private static VaultException Lacking(KeptKey name) => new(NumbersFaults.KeySourceWrong,
        $"The key source lacks version {name.Version} of the key '{name.Purpose.Word()}'. Put back the newest key files.");
}
