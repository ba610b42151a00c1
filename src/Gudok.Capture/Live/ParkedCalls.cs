using System.Buffers.Binary;
using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Microsoft.Data.Sqlite;

namespace Gudok.Capture;

/// <summary>The table <c>parked</c> of <c>open.db</c>: calls that are silent for long, each sealed by itself. Of each only a fingerprint
/// stays in memory.</summary>
/// <remarks>Assembly parks and wakes; the saver writes both down with the state to which they belong. Rows that are being written, or
/// shall be, are found in memory meanwhile.</remarks>
internal sealed class ParkedCalls : IParkedCalls, IDisposable
{
    private readonly Lock _turn = new();
    private readonly SqliteConnection _reading;
    private readonly StateSeal _seal;
    private readonly byte[] _fingerprintKey;
    private readonly CaptureCounters _counters;
    private readonly ParkedTrouble _trouble;
    private readonly SqliteCommand _read;
    private readonly SqliteCommand _readDue;
    private readonly HashSet<long> _ids = [];
    private readonly HashSet<long> _unread = [];
    private bool _owesDue;
    private Dictionary<long, ParkedRow> _fresh = [];
    private Dictionary<long, ParkedRow> _writing = [];
    private List<long> _woken = [];
    private List<long> _deleting = [];

    /// <summary>Opens a connection of its own: what assembly reads must not wait for what is being saved.</summary>
    public ParkedCalls(string source, byte[] key, CaptureCounters counters, ParkedTrouble trouble)
    {
        _seal = new StateSeal(key);
        _fingerprintKey = HMACSHA256.HashData(key, "parked calls"u8);
        _counters = counters;
        _trouble = trouble;
        _reading = new SqliteConnection(source);
        _read = Prepare("select due, data from parked where id = $id", "$id");
        _readDue = Prepare("select id, due from parked order by due");
        try
        {
            _reading.Open();
            Load();
        }
        catch (SqliteException)
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public int Count => _ids.Count;

    /// <inheritdoc />
    public Instant NextDue { get; private set; } = new(long.MaxValue);

    /// <inheritdoc />
    public bool TryPark(ReadOnlySpan<byte> callId, Instant due, ReadOnlySpan<byte> state)
    {
        var id = FingerprintOf(callId);
        lock (_turn)
        {
            if (!_ids.Add(id)) return false;
            _fresh[id] = new ParkedRow(due, state.ToArray());
            if (due < NextDue) NextDue = due;
            return true;
        }
    }

    /// <inheritdoc />
    public byte[]? Wake(ReadOnlySpan<byte> callId)
    {
        var id = FingerprintOf(callId);
        lock (_turn)
        {
            if (!_ids.Contains(id)) return null;
            try
            {
                return Take(id);
            }
            catch (SqliteException fault)
            {
                // Its message is here now and begins the call anew: two calls of one Call-ID cannot both go on.
                _trouble.Note(fault);
                _woken.Add(id);
                return Lose(id);
            }
        }
    }

    /// <inheritdoc />
    public byte[]? WakeDue(Instant now)
    {
        lock (_turn)
        {
            while (NextDue <= now && FindDue(now) is { } id)
            {
                try
                {
                    if (Take(id) is { } state) return state;
                }
                catch (SqliteException fault)
                {
                    // It stays parked; those behind it are not kept waiting by it.
                    _trouble.Note(fault);
                    _unread.Add(id);
                }
            }

            return null;
        }
    }

    /// <summary>Takes what the next saving has to write, in the moment whose state it saves.</summary>
    public void BeginSaving()
    {
        lock (_turn)
        {
            (_writing, _fresh) = (_fresh, _writing);
            (_deleting, _woken) = (_woken, _deleting);
        }
    }

    /// <summary>What the saving deletes, before it adds.</summary>
    public IReadOnlyList<long> Deleting => _deleting;

    /// <summary>What the saving adds.</summary>
    public IReadOnlyDictionary<long, ParkedRow> Writing => _writing;

    /// <summary>The saving is durable.</summary>
    public void EndSaving()
    {
        lock (_turn)
        {
            _writing.Clear();
            _deleting.Clear();
        }
    }

    /// <summary>Reads those that are parked, so many at most, and leaves them so: before assembly begins. What cannot be read is passed over; whoever
    /// wakes it tells of it.</summary>
    public IEnumerable<byte[]> Look(int most)
    {
        foreach (var id in _ids.Take(most).ToList())
        {
            byte[]? state;
            try
            {
                state = ReadRow(id);
            }
            catch (Exception fault) when (fault is SqliteException or InvalidDataException)
            {
                continue;
            }

            yield return state;
        }
    }

    /// <summary>Forgets all of them.</summary>
    public void Clear()
    {
        _ids.Clear();
        _unread.Clear();
        NextDue = new Instant(long.MaxValue);
    }

    public void Dispose()
    {
        _read.Dispose();
        _readDue.Dispose();
        _reading.Dispose();
        _seal.Dispose();
    }

    /// <summary>Takes a call out; null if it is lost. If its row cannot be read for the moment it is parked as before.</summary>
    private byte[]? Take(long id)
    {
        if (_fresh.Remove(id, out var row))
        {
            _ids.Remove(id);
            return row.State;
        }

        try
        {
            var state = _writing.TryGetValue(id, out row) ? row.State : ReadRow(id);
            Forget(id);
            _woken.Add(id);
            return state;
        }
        catch (SqliteException fault) when (SqliteDisk.IsDamage(fault.SqliteErrorCode))
        {
            // Its row is left where it is: to delete it from a damaged page would fail, and with it the saving of all others.
            return Lose(id, fault);
        }
        catch (InvalidDataException fault)
        {
            _woken.Add(id);
            return Lose(id, fault);
        }
    }

    private byte[]? Lose(long id, Exception? damage = null)
    {
        Forget(id);
        _counters.CountDropped(DropPlace.Parked);
        if (damage is not null) _trouble.NoteLost(damage);
        return null;
    }

    private void Forget(long id)
    {
        _ids.Remove(id);
        _unread.Remove(id);
    }

    private byte[] ReadRow(long id)
    {
        _read.Parameters[0].Value = id;
        using var rows = _read.ExecuteReader();
        var isThere = rows.Read();
        if (!_owesDue) _trouble.End();
        if (!isThere) throw new InvalidDataException("it is not there");
        return _seal.Open(StateSeal.Place.Parked, id, rows.GetInt64(0), rows.GetFieldValue<byte[]>(1)) ?? throw new InvalidDataException("it was changed");
    }

    /// <summary>The parked call that is due first, if its moment has come; else <see cref="NextDue"/> is that of the first one.</summary>
    private long? FindDue(Instant now)
    {
        var isWhole = TryFindOnDisk(out var id, out var due);
        foreach (var (other, row) in _writing)
        {
            if (row.Due < due && _ids.Contains(other) && !_fresh.ContainsKey(other)) (id, due) = (other, row.Due);
        }

        foreach (var (other, row) in _fresh)
        {
            if (row.Due < due) (id, due) = (other, row.Due);
        }

        // What the disk has not told may be due already: it is asked again.
        _owesDue = !isWhole;
        if (isWhole || due < NextDue) NextDue = due;
        if (due <= now) return id;
        if (isWhole) _trouble.End();
        else if (!_trouble.IsResting) _unread.Clear();
        return null;
    }

    /// <summary>Asks the disk what is due first. False if there may be more than it told.</summary>
    private bool TryFindOnDisk(out long? id, out Instant due)
    {
        (id, due) = (null, new Instant(long.MaxValue));
        if (_trouble.IsResting) return false;
        try
        {
            (id, due) = FirstOnDisk();
            return _unread.Count == 0;
        }
        catch (SqliteException fault)
        {
            _trouble.Note(fault);
            return false;
        }
    }

    private (long? Id, Instant Due) FirstOnDisk()
    {
        using var rows = _readDue.ExecuteReader();
        while (rows.Read())
        {
            // A row that was woken stays until the next saving, and one that was parked again since then is newer in memory.
            var id = rows.GetInt64(0);
            if (_ids.Contains(id) && !_unread.Contains(id) && !_fresh.ContainsKey(id) && !_writing.ContainsKey(id)) return (id, new Instant(rows.GetInt64(1)));
        }

        return (null, new Instant(long.MaxValue));
    }

    private long FingerprintOf(ReadOnlySpan<byte> callId)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_fingerprintKey, callId, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    private void Load()
    {
        using var command = Prepare("select id from parked");
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read()) _ids.Add(rows.GetInt64(0));
        }

        NextDue = FirstOnDisk().Due;
    }

    private SqliteCommand Prepare(string text, params ReadOnlySpan<string> parameters)
    {
        var command = _reading.CreateCommand();
        command.CommandText = text;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter(name, null));
        return command;
    }
}
