using Npgsql;

namespace Gudok.Numbers.Postgres;

/// <summary>Ownership of a vault by one process: what is in its memory must be all that is written.</summary>
/// <remarks>A lock of the session turns away a second process at once; the token, changed by whoever opens, stops the first one's writes if
/// it lost its session and another came. A failover loses sessions, not the token.</remarks>
internal sealed class VaultOwner : IDisposable
{
    private const long OpenLock = 0x7661756c74;
    private readonly Guid _token = Guid.NewGuid();
    private NpgsqlConnection? _session;

    /// <summary>Takes the vault.</summary>
    /// <exception cref="DatabaseException">GDK-2209: another process has it.</exception>
    public void Take(NpgsqlConnection session)
    {
        _session = session;
        using var take = new NpgsqlCommand($"select pg_try_advisory_lock({OpenLock})", session);
        if (take.ExecuteScalar() is not true) throw Taken(session);
        using var put = new NpgsqlCommand(
            "insert into gudok.owner(token) values($1) on conflict(one) do update set token=excluded.token", session)
        {
            Parameters = { new NpgsqlParameter { Value = _token } },
        };
        put.ExecuteNonQuery();
    }

    /// <summary>Refuses to go on in a transaction unless the vault is still this process's.</summary>
    public void Require(NpgsqlConnection connection)
    {
        using var ask = new NpgsqlCommand("select 1 from gudok.owner where token=$1 for update", connection)
        {
            Parameters = { new NpgsqlParameter { Value = _token } },
        };
        if (ask.ExecuteScalar() is null) throw Taken(connection);
    }

    public void Dispose() => _session?.Dispose();

    private static DatabaseException Taken(NpgsqlConnection connection) => new(
        DatabaseFaults.Owned, $"another process has opened the vault in database {connection.Database}. Stop one of the two.");
}
