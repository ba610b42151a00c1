using System.Security.Cryptography;
using Gudok.Sip;
using Microsoft.Data.Sqlite;

namespace Gudok.Capture;

/// <summary><c>open.db</c>: the calls in progress, sealed, and the gaps in which nothing was received.</summary>
/// <remarks>The state is one sealed value: nonce (12) ‖ tag (16) ‖ AES-256-GCM under the key <c>open-calls</c> of the key ring.</remarks>
internal sealed class OpenCallsFile : IDisposable
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const string Schema = """
        pragma journal_mode=wal;
        pragma synchronous=full;
        pragma secure_delete=on;
        create table if not exists state (id integer primary key check (id = 1), saved_at integer not null, data blob not null) strict;
        create table if not exists gap (began_at integer not null, ended_at integer not null) strict;
        """;

    private readonly Lock _turn = new();
    private readonly SqliteConnection _connection;
    private readonly AesGcm _cipher;

    private OpenCallsFile(SqliteConnection connection, byte[] key)
    {
        _connection = connection;
        _cipher = new AesGcm(key, TagLength);
    }

    public static OpenCallsFile Open(string folder, byte[] key)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "open.db"), Pooling = false }.ToString();
        var connection = new SqliteConnection(source);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Schema;
        command.ExecuteNonQuery();
        return new OpenCallsFile(connection, key);
    }

    /// <summary>Whether a state was ever saved, readable or not.</summary>
    public bool HasState
    {
        get
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "select count(*) from state";
            return command.ExecuteScalar() is > 0L;
        }
    }

    /// <summary>The state last saved; null if there is none, or if it does not open: then it was changed or written under other keys.</summary>
    public byte[]? Read()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "select data from state where id = 1";
        if (command.ExecuteScalar() is not byte[] { Length: > NonceLength + TagLength } data) return null;
        var state = new byte[data.Length - NonceLength - TagLength];
        try
        {
            _cipher.Decrypt(data.AsSpan(0, NonceLength), data.AsSpan(NonceLength + TagLength), data.AsSpan(NonceLength, TagLength), state);
            return state;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Saves a state, durably, in place of the one before.</summary>
    public void Write(ReadOnlyMemory<byte> state, Instant savedAt)
    {
        var data = new byte[NonceLength + TagLength + state.Length];
        RandomNumberGenerator.Fill(data.AsSpan(0, NonceLength));
        _cipher.Encrypt(data.AsSpan(0, NonceLength), state.Span, data.AsSpan(NonceLength + TagLength), data.AsSpan(NonceLength, TagLength));
        using var command = _connection.CreateCommand();
        command.CommandText = "insert or replace into state (id, saved_at, data) values (1, $at, $data)";
        command.Parameters.AddWithValue("$at", savedAt.Micros);
        command.Parameters.AddWithValue("$data", data);
        lock (_turn) command.ExecuteNonQuery();
    }

    /// <summary>Writes down that nothing was received from the last save until now.</summary>
    public void NoteGap(Instant now)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "insert into gap (began_at, ended_at) select saved_at, $now from state where id = 1";
        command.Parameters.AddWithValue("$now", now.Micros);
        command.ExecuteNonQuery();
    }

    /// <summary>Moves the end of the last gap to the moment from which on something is received.</summary>
    public void EndGap(Instant now)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "update gap set ended_at = $now where rowid = (select max(rowid) from gap)";
        command.Parameters.AddWithValue("$now", now.Micros);
        // The first states are already being saved when an input is ready.
        lock (_turn) command.ExecuteNonQuery();
    }

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
        _cipher.Dispose();
        _connection.Dispose();
    }
}
