using System.Security.Cryptography;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Testing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gudok.Benchmarks;

/// <summary>A table of SQLite with two number indexes, as durable as ours, but rows of plain octets: no seal, leaf, proof, nor check of what
/// is known.</summary>
internal sealed class BareSqliteTable : IDisposable
{
    private const int BodyLength = 250;
    private readonly TestFolder _folder = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly byte[] _body = RandomNumberGenerator.GetBytes(BodyLength);

    public BareSqliteTable()
    {
        Batteries_V2.Init();
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "bare.db")};Pooling=False");
        _connection.Open();
        using var make = _connection.CreateCommand();
        make.CommandText = """
            pragma page_size=8192; pragma journal_mode=wal; pragma synchronous=full; pragma cache_size=-262144;
            create table bare(start integer, caller integer, callee integer, id blob, body blob);
            create index by_caller on bare(caller, start); create index by_callee on bare(callee, start)
            """;
        make.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "insert into bare values($0,$1,$2,$3,$4)";
        for (var at = 0; at < 5; at++) _insert.Parameters.Add(new SqliteParameter($"${at}", DBNull.Value));
    }

    public long Octets => Directory.EnumerateFiles(_folder.Path).Sum(file => new FileInfo(file).Length);

    public void Append(LedgerBatch batch)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        foreach (var (record, _, _) in batch.Records)
        {
            _insert.Parameters[0].Value = record.StartedAt.Micros;
            _insert.Parameters[1].Value = unchecked((long)record.Caller.Value);
            _insert.Parameters[2].Value = unchecked((long)record.Callee.Value);
            _insert.Parameters[3].Value = Guid.NewGuid().ToByteArray();
            _insert.Parameters[4].Value = _body;
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Search(IReadOnlyList<PartyId> parties)
    {
        using var command = _connection.CreateCommand();
        var list = string.Join(',', parties.Select(party => unchecked((long)party.Value)));
        command.CommandText = $"select * from bare where caller in ({list}) or callee in ({list}) order by start desc limit 50";
        using var rows = command.ExecuteReader();
        while (rows.Read()) rows.GetValue(4);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
        _folder.Dispose();
    }
}
