namespace Gudok.Numbers;

/// <summary>The random keys of the weeks. What a destroyed week's key had wrapped is noise in every copy.</summary>
/// <remarks>Thread-safe. A key is durable in its file before it is handed out.</remarks>
internal sealed class EpochKeys : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, SecretKey> _keys;
    private readonly EpochFile? _file;

    private EpochKeys(SortedDictionary<int, SecretKey> keys, EpochFile? file)
    {
        _keys = keys;
        _file = file;
    }

    public static EpochKeys CreateEphemeral() => new([], null);

    public static EpochKeys Load(EpochFile file) => new(file.Read(), file);

    /// <summary>The number of the week that an instant lies in: weeks begin on Monday, 00:00 UTC.</summary>
    public static int WeekOf(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).DayNumber / 7;

    /// <summary>The numbers of the weeks whose keys still exist, in order.</summary>
    public IReadOnlyList<int> Numbers
    {
        get
        {
            lock (_gate) return [.. _keys.Keys];
        }
    }

    /// <summary>The epoch to wrap with: that of the week, or a later one if the clock once ran ahead. Makes its key if need be.</summary>
    public int Ensure(int week)
    {
        lock (_gate)
        {
            if (_keys.Count > 0 && _keys.Keys.Last() is var newest && newest >= week) return newest;
            var key = SecretKey.CreateRandom();
            // In the file first: a key that only memory knew would take with it what it had wrapped.
            _file?.Write(new SortedDictionary<int, SecretKey>(_keys) { [week] = key });
            _keys.Add(week, key);
            return week;
        }
    }

    /// <summary>The key of an epoch; null once destroyed, or if it never was here.</summary>
    public SecretKey? Find(int epoch)
    {
        lock (_gate) return _keys.GetValueOrDefault(epoch);
    }

    public static VaultException Lacking(int epoch) => new(NumbersFaults.KeySourceWrong,
        $"The key source lacks the key of week {epoch} that keys.db needs: it is too old or not this folder's. Put back the newest key files.");

    public void Destroy(IReadOnlyCollection<int> epochs)
    {
        if (epochs.Count == 0) return;
        lock (_gate)
        {
            foreach (var epoch in epochs)
            {
                if (_keys.Remove(epoch, out var key)) key.Dispose();
            }

            _file?.Write(_keys);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var key in _keys.Values) key.Dispose();
            _keys.Clear();
        }
    }
}
