using System.Buffers.Binary;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary><c>open.db</c>: the calls in progress, sealed, and the gaps in which nothing was received. Layout: docs/formats/open-calls.md.</summary>
/// <remarks>One thread saves; gaps may be noted from another.</remarks>
internal sealed class OpenCallsFile : IDisposable
{
    private const int HeadNumbers = 2 * sizeof(int);
    private const string Schema = """
        pragma journal_mode=wal;
        pragma synchronous=full;
        pragma secure_delete=on;
        create table if not exists moment (id integer primary key check (id = 1), saved_at integer not null, data blob not null) strict;
        create table if not exists part (number integer primary key, saving integer not null, data blob not null) strict;
        create table if not exists parked (id integer primary key, due integer not null, data blob not null) strict;
        create index if not exists parked_due on parked (due);
        create table if not exists gap (began_at integer not null, ended_at integer not null) strict;
        """;

    private readonly Lock _turn = new();
    private readonly SqliteConnection _connection;
    private readonly StateSeal _seal;
    private readonly SavingSizes _sizes = new();
    private readonly SqliteCommand _addPart;
    private readonly SqliteCommand _dropParts;
    private readonly SqliteCommand _setMoment;
    private readonly SqliteCommand _addParked;
    private readonly SqliteCommand _dropParked;
    private int _lastSaving;
    private long _lastPart;
    private int _partCount;

    private OpenCallsFile(SqliteConnection connection, byte[] key, ParkedCalls parked)
    {
        _connection = connection;
        Parked = parked;
        _seal = new StateSeal(key);
        _addPart = Prepare("insert into part (number, saving, data) values ($number, $saving, $data)", "$number", "$saving", "$data");
        _dropParts = Prepare("delete from part where saving < $saving", "$saving");
        _setMoment = Prepare("insert or replace into moment (id, saved_at, data) values (1, $at, $data)", "$at", "$data");
        _addParked = Prepare("insert or replace into parked (id, due, data) values ($id, $due, $data)", "$id", "$due", "$data");
        _dropParked = Prepare("delete from parked where id = $id", "$id");
    }

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="key">Seals what is in it.</param>
    /// <param name="counters">Counts what cannot be read back.</param>
    /// <param name="clock">Counts the pauses in which a disk that refuses is left alone.</param>
    /// <param name="logger">Is told of it.</param>
    /// <exception cref="IOException">It cannot be opened or written; the message says what helps.</exception>
    public static OpenCallsFile Open(string folder, byte[] key, CaptureCounters counters, TimeProvider clock, ILogger logger)
    {
        var path = Path.Combine(folder, "open.db");
        var source = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        var connection = new SqliteConnection(source);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = Schema;
            command.ExecuteNonQuery();
            return new OpenCallsFile(connection, key, new ParkedCalls(source, key, counters, new ParkedTrouble(counters, clock, logger)));
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw Refused(path, fault);
        }
    }

    /// <summary>The calls that are parked.</summary>
    public ParkedCalls Parked { get; }

    /// <summary>Whether anything was ever saved, readable or not.</summary>
    public bool HasState
    {
        get
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "select count(*) from moment";
            return command.ExecuteScalar() is > 0L;
        }
    }

    /// <summary>Takes up what was saved last.</summary>
    /// <param name="restore">Is given the head and the parts, the newest first; says whether it could read them.</param>
    /// <returns>False if what is there is of another version, was changed, or was written under other keys: then it is thrown away, and
    /// whatever was filled with it must be too. True if there is nothing.</returns>
    public bool TryRestore(Func<ReadOnlyMemory<byte>, IEnumerable<SavedPart>, bool> restore)
    {
        if (!HasState) return true;
        try
        {
            if (TryReadHead(out var head) && restore(head, ReadParts())) return true;
        }
        catch (InvalidDataException)
        {
            // A part is missing or was changed: what remains would be calls without their ends. The caller counts and tells it.
        }

        Execute("delete from part");
        Execute("delete from parked");
        Parked.Clear();
        _sizes.DropBefore(int.MaxValue);
        (_lastSaving, _lastPart, _partCount) = (0, 0, 0);
        return false;
    }

    /// <summary>Begins the next saving, in the moment whose state it saves.</summary>
    /// <param name="changes">What it will be written from.</param>
    /// <param name="counting">Octets of all that is in progress.</param>
    public void Begin(StateChanges changes, long counting)
    {
        changes.Begin(_lastSaving + 1, _sizes.KeepFrom(_lastSaving + 1, counting));
        Parked.BeginSaving();
    }

    /// <summary>Saves what changed, durably.</summary>
    /// <param name="changes">What changed.</param>
    /// <param name="savedAt">The moment whose state this is.</param>
    /// <exception cref="IOException">It cannot be written; the message says what helps. The same may be written again.</exception>
    public void Write(StateChanges changes, Instant savedAt)
    {
        try
        {
            if (SqliteDisk.HasMoved(_connection.Handle!)) throw new IOException($"{_connection.DataSource} was moved or deleted while it is open; put it back.");
            WriteParts(changes, savedAt);
        }
        catch (SqliteException fault)
        {
            throw Refused(_connection.DataSource, fault);
        }
    }

    private void WriteParts(StateChanges changes, Instant savedAt)
    {
        var parts = new byte[changes.PartCount][];
        for (var index = 0; index < parts.Length; index++)
            parts[index] = _seal.Seal(StateSeal.Place.Part, _lastPart + index + 1, changes.Number, changes.PartAt(index).Span);
        // Only what is durable changes what we remember: a disk that refuses is asked for the same saving again.
        int partCount;
        lock (_turn)
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            partCount = _partCount + parts.Length - Run(_dropParts, transaction, changes.KeepFrom);
            for (var index = 0; index < parts.Length; index++) Run(_addPart, transaction, _lastPart + index + 1, changes.Number, parts[index]);
            foreach (var id in Parked.Deleting) Run(_dropParked, transaction, id);
            foreach (var (id, row) in Parked.Writing)
                Run(_addParked, transaction, id, row.Due.Micros, _seal.Seal(StateSeal.Place.Parked, id, row.Due.Micros, row.State));
            Run(_setMoment, transaction, savedAt.Micros, SealHead(changes, partCount));
            transaction.Commit();
        }

        Parked.EndSaving();

        (_lastSaving, _lastPart, _partCount) = (changes.Number, _lastPart + parts.Length, partCount);
        _sizes.DropBefore(changes.KeepFrom);
        _sizes.Add(changes.Number, parts.Sum(part => (long)part.Length));
    }

    /// <summary>Writes down that nothing was received from the last save until now.</summary>
    public void NoteGap(Instant now) => Execute("insert into gap (began_at, ended_at) select saved_at, $now from moment", now);

    /// <summary>Moves the end of the last gap to the moment from which on something is received.</summary>
    public void EndGap(Instant now) => Execute("update gap set ended_at = $now where rowid = (select max(rowid) from gap)", now);

    /// <summary>The gaps, oldest first.</summary>
    public IReadOnlyList<(Instant BeganAt, Instant EndedAt)> Gaps()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "select began_at, ended_at from gap order by began_at";
        using var rows = command.ExecuteReader();
        var gaps = new List<(Instant, Instant)>();
        while (rows.Read()) gaps.Add((new Instant(rows.GetInt64(0)), new Instant(rows.GetInt64(1))));
        return gaps;
    }

    public void Dispose()
    {
        _addPart.Dispose();
        _dropParts.Dispose();
        _setMoment.Dispose();
        _addParked.Dispose();
        _dropParked.Dispose();
        Parked.Dispose();
        _seal.Dispose();
        _connection.Dispose();
    }

    private byte[] SealHead(StateChanges changes, int partCount)
    {
        var plain = new byte[HeadNumbers + changes.Head.Length];
        BinaryPrimitives.WriteInt32LittleEndian(plain, changes.Number);
        BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(sizeof(int)), partCount);
        changes.Head.CopyTo(plain.AsMemory(HeadNumbers));
        return _seal.Seal(StateSeal.Place.Head, 0, 0, plain);
    }

    private bool TryReadHead(out ReadOnlyMemory<byte> head)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "select data from moment";
        head = default;
        if (_seal.Open(StateSeal.Place.Head, 0, 0, command.ExecuteScalar() as byte[]) is not { Length: >= HeadNumbers } plain) return false;
        _lastSaving = BinaryPrimitives.ReadInt32LittleEndian(plain);
        _partCount = BinaryPrimitives.ReadInt32LittleEndian(plain.AsSpan(sizeof(int)));
        head = plain.AsMemory(HeadNumbers);
        return true;
    }

    private IEnumerable<SavedPart> ReadParts()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "select number, saving, data from part order by number desc";
        using var rows = command.ExecuteReader();
        var sizes = new Stack<(int Saving, long Octets)>();
        var count = 0;
        for (; rows.Read(); count++)
        {
            var (number, saving, data) = (rows.GetInt64(0), rows.GetInt32(1), rows.GetFieldValue<byte[]>(2));
            if (count == 0) _lastPart = number;
            sizes.Push((saving, data.Length));
            var plain = _seal.Open(StateSeal.Place.Part, number, saving, data) ?? throw new InvalidDataException("A part of open.db does not open.");
            yield return new SavedPart(saving, plain);
        }

        if (count != _partCount) throw new InvalidDataException("A part of open.db is missing.");
        foreach (var (saving, octets) in sizes) _sizes.Add(saving, octets);
    }

    private SqliteCommand Prepare(string text, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter(name, null));
        return command;
    }

    private static int Run(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var index = 0; index < values.Length; index++) command.Parameters[index].Value = values[index];
        return command.ExecuteNonQuery();
    }

    private void Execute(string text, Instant now = default)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        command.Parameters.AddWithValue("$now", now.Micros);
        // The first states are already being saved when an input is ready.
        lock (_turn)
        {
            try
            {
                command.ExecuteNonQuery();
            }
            catch (SqliteException fault)
            {
                throw Refused(_connection.DataSource, fault);
            }
        }
    }

    private static IOException Refused(string path, SqliteException fault) =>
        new($"{path}: {SqliteDisk.WhyNotWritten(fault.SqliteExtendedErrorCode) ?? fault.Message}.", fault);
}
