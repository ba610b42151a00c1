using Gudok.Calls;
using Npgsql;
using NpgsqlTypes;

namespace Gudok.Ledger.Postgres;

/// <summary>Streams rows of calls of one class to the server.</summary>
internal sealed class CallCopy(NpgsqlBinaryImporter rows) : IAsyncDisposable
{
    private const string Columns = "start,key_low,caller,callee,dialled,row,talk,key_high,slot,way,facts,leaf";

    /// <summary>A talk time as its column has it: what is not known is the least, what does not fit the nearest.</summary>
    /// <remarks>Order is kept, so that a filter on the column never refuses what the facts would let pass.</remarks>
    public static int Talk(long? milliseconds) =>
        milliseconds is { } known ? (int)Math.Clamp(known, int.MinValue + 1, int.MaxValue) : int.MinValue;

    public static async Task<CallCopy> BeginAsync(NpgsqlConnection connection, int retentionClass, CancellationToken cancellationToken) => new(
        await connection.BeginBinaryImportAsync(
            $"copy gudok.{ClassTables.NameOf("calls", retentionClass)}({Columns}) from stdin (format binary)", cancellationToken).ConfigureAwait(false));

    /// <summary>Writes one call.</summary>
    /// <param name="record">The call.</param>
    /// <param name="row">Its number of the day.</param>
    /// <param name="slot">Its place on its page, from 0.</param>
    /// <param name="page">The page that it was added to last.</param>
    public void Write(CallRecord record, int row, int slot, PageBuilder page)
    {
        rows.StartRow();
        rows.Write(record.StartedAt.Micros, NpgsqlDbType.Bigint);
        rows.Write((long)record.Id.Key.Low, NpgsqlDbType.Bigint);
        rows.Write(unchecked((long)record.Caller.Value), NpgsqlDbType.Bigint);
        rows.Write(unchecked((long)record.Callee.Value), NpgsqlDbType.Bigint);
        rows.Write(unchecked((long)record.Dialled.Value), NpgsqlDbType.Bigint);
        rows.Write(row, NpgsqlDbType.Integer);
        rows.Write(Talk(record.TalkMs), NpgsqlDbType.Integer);
        rows.Write((short)record.Id.Key.High, NpgsqlDbType.Smallint);
        rows.Write((short)slot, NpgsqlDbType.Smallint);
        rows.Write((short)Traits.Of(record), NpgsqlDbType.Smallint);
        rows.Write(page.Facts.ToArray(), NpgsqlDbType.Bytea);
        rows.Write(page.RowLeaf.ToArray(), NpgsqlDbType.Bytea);
    }

    public ValueTask<ulong> CompleteAsync(CancellationToken cancellationToken) => rows.CompleteAsync(cancellationToken);

    public ValueTask DisposeAsync() => rows.DisposeAsync();
}
