using System.Security.Cryptography;
using Gudok.Ledger;
using Gudok.Numbers;
using Npgsql;
using NpgsqlTypes;

namespace Gudok.Benchmarks;

/// <summary>A table of PostgreSQL with the same partitions and two number indexes, but rows of plain octets: no seal, leaf, proof, nor check of
/// what is known.</summary>
internal sealed class BarePostgresTable(NpgsqlDataSource source) : IAsyncDisposable
{
    private const int BodyLength = 250;
    private const long MicrosPerDay = 86_400_000_000;
    private readonly byte[] _body = RandomNumberGenerator.GetBytes(BodyLength);

    public async Task MakeAsync(long firstStart)
    {
        await ExecuteAsync("""
            create table bare(start bigint not null, caller bigint not null, callee bigint not null, id uuid not null, body bytea not null) partition by range(start);
            create index on bare(caller, start);
            create index on bare(callee, start);
            """).ConfigureAwait(false);
        var midnight = firstStart - firstStart % MicrosPerDay;
        for (var day = 0; day <= LedgerMaterial.Days; day++)
        {
            var from = midnight + day * MicrosPerDay;
            await ExecuteAsync($"create table bare_{day} partition of bare for values from ({from}) to ({from + MicrosPerDay})").ConfigureAwait(false);
        }
    }

    public async Task AppendAsync(LedgerBatch batch)
    {
        await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        await using var rows = await connection.BeginBinaryImportAsync("copy bare from stdin (format binary)").ConfigureAwait(false);
        foreach (var (record, _, _) in batch.Records)
        {
            await rows.StartRowAsync().ConfigureAwait(false);
            await rows.WriteAsync(record.StartedAt.Micros, NpgsqlDbType.Bigint).ConfigureAwait(false);
            await rows.WriteAsync(unchecked((long)record.Caller.Value), NpgsqlDbType.Bigint).ConfigureAwait(false);
            await rows.WriteAsync(unchecked((long)record.Callee.Value), NpgsqlDbType.Bigint).ConfigureAwait(false);
            await rows.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid).ConfigureAwait(false);
            await rows.WriteAsync(_body, NpgsqlDbType.Bytea).ConfigureAwait(false);
        }

        await rows.CompleteAsync().ConfigureAwait(false);
    }

    public async Task SearchAsync(IReadOnlyList<PartyId> parties)
    {
        await using var command = source.CreateCommand("""
            (select * from bare where caller=any($1) order by start desc limit 50) union (select * from bare where callee=any($1) order by start desc limit 50)
            order by start desc limit 50
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = parties.Select(party => unchecked((long)party.Value)).ToArray() });
        await using var rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await rows.ReadAsync().ConfigureAwait(false)) rows.GetFieldValue<byte[]>(4);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task ExecuteAsync(string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
