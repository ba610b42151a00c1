using Gudok.Calls;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Makes commands with parameters by place ($1, $2 …).</summary>
internal static class Sql
{
    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        return command;
    }

    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        return command;
    }

    /// <summary>Several commands that go to the server together.</summary>
    public static NpgsqlBatch Batch(NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        return batch;
    }

    /// <summary>An id as its column has it.</summary>
    public static byte[] Octets(RecordId id)
    {
        var octets = new byte[RecordId.Length];
        id.Write(octets);
        return octets;
    }

    // Of what type a null is the server tells from its column.
    private static NpgsqlParameter Parameter(object? value) => new() { Value = value ?? DBNull.Value };
}
