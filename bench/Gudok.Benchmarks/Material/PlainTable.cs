using Gudok.Testing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gudok.Benchmarks;

/// <summary>The plain way to keep rows: one SQLite table, as durable as ours (WAL, synchronous=FULL), without sealing, proofs or vault.</summary>
internal sealed class PlainTable : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly byte[] _body;

    /// <param name="bodyLength">Octets of a row beside its three numbers.</param>
    public PlainTable(int bodyLength)
    {
        Batteries_V2.Init();
        _body = new byte[bodyLength];
        Random.Shared.NextBytes(_body);
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "plain.db")};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE calls (start INTEGER, caller INTEGER, callee INTEGER, number TEXT, body BLOB)");
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO calls VALUES ($start, $caller, $callee, $number, $body)";
        foreach (var name in new[] { "$start", "$caller", "$callee", "$number", "$body" }) _insert.Parameters.Add(new SqliteParameter(name, DBNull.Value));
    }

    /// <summary>Adds rows in one transaction.</summary>
    public void Insert(int count, Func<int, (long Start, long Caller, string Number)> row)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        for (var at = 0; at < count; at++)
        {
            var (start, caller, number) = row(at);
            _insert.Parameters[0].Value = start;
            _insert.Parameters[1].Value = caller;
            _insert.Parameters[2].Value = 7L;
            _insert.Parameters[3].Value = number.Length == 0 ? DBNull.Value : number;
            _insert.Parameters[4].Value = _body;
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Adds the indexes that the queries need.</summary>
    public void Index() => Execute("CREATE INDEX by_start ON calls (start); CREATE INDEX by_caller ON calls (caller, start); CREATE INDEX by_number ON calls (number, start)");

    /// <summary>Reads the first page of a query's rows whole.</summary>
    public int ReadPage(string where, object value)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT start, caller, callee, number, body FROM calls WHERE {where} ORDER BY start DESC LIMIT 50";
        command.Parameters.AddWithValue("$value", value);
        using var reader = command.ExecuteReader();
        var octets = 0;
        while (reader.Read()) octets += ((byte[])reader.GetValue(4)).Length;
        return octets;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
        _folder.Dispose();
    }

    private void Execute(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
