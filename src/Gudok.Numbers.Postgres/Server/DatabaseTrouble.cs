using System.Net.Sockets;
using Npgsql;

namespace Gudok.Numbers.Postgres;

/// <summary>Tells what a fault of the server or the way to it means, and whether trying again may help.</summary>
/// <param name="what">What the database holds: <c>ledger</c> or <c>vault</c>.</param>
/// <param name="connection">Where it is.</param>
internal sealed class DatabaseTrouble(string what, NpgsqlConnectionStringBuilder connection)
{
    private string Place => $"{connection.Host}{(connection.Port == NpgsqlConnection.DefaultPort ? "" : $":{connection.Port}")}";

    /// <summary>Whether the same may succeed in a moment: the server went away, is starting, is no longer primary, or undid a conflict.</summary>
    public static bool IsPassing(Exception fault) => fault switch
    {
        PostgresException { SqlState: var state } => state is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ReadOnlySqlTransaction
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected || state.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException { InnerException: PostgresException inner } => IsPassing(inner),
        // Of several hosts none would do, each for a reason of its own.
        NpgsqlException { InnerException: AggregateException all } => all.InnerExceptions.Any(IsPassing),
        NpgsqlException { InnerException: IOException or SocketException or TimeoutException } => true,
        NpgsqlException { IsTransient: true } => true,
        // A connection found broken when it is used next says no more than this.
        NpgsqlException { InnerException: null } => fault.Message.Contains("No suitable host", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>The fault as a person can mend it.</summary>
    public DatabaseException Describe(Exception fault) => Cause(fault) switch
    {
        PostgresException server => OfServer(server),
        _ when fault is NpgsqlException && fault.Message.Contains("No suitable host", StringComparison.Ordinal) => new(
            DatabaseFaults.NoPrimary,
            $"none of the hosts {Place} of the {what}'s database is a primary that takes writes. Promote a standby, or mend the list of hosts.",
            fault),
        _ => new(
            DatabaseFaults.NotReached,
            $"no PostgreSQL answers at {Place} for the {what}'s database {connection.Database}. Start it, or mend {Setting}.",
            fault),
    };

    /// <summary>Somebody has tables open that must be taken alone.</summary>
    /// <param name="holders">Who; empty if they have ended meanwhile.</param>
    /// <param name="fault">The server's.</param>
    public DatabaseException InUse(string holders, Exception fault) => new(
        DatabaseFaults.TableInUse,
        $"{(holders.Length > 0 ? $"session {holders}" : "another session")} at {Place} has tables of the {what}'s database {connection.Database} open: nothing was dropped "
        + "or destroyed. Wait until it has ended, or end it, and try again.",
        fault);

    private string Setting => $"the setting {char.ToUpperInvariant(what[0])}{what[1..]}:Postgres:Connection";

    private static Exception Cause(Exception fault) => fault switch
    {
        PostgresException => fault,
        NpgsqlException { InnerException: PostgresException inner } => inner,
        NpgsqlException { InnerException: AggregateException all } =>
            all.InnerExceptions.Select(Cause).OfType<PostgresException>().FirstOrDefault(inner => !IsPassing(inner)) ?? fault,
        _ => fault,
    };

    private DatabaseException OfServer(PostgresException server) => server.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new(
            DatabaseFaults.Refused,
            $"{Place} refuses the role {connection.Username} or its password for the {what}'s database {connection.Database}. "
            + $"Mend {Setting} or its Password, or pg_hba.conf there.",
            server),
        PostgresErrorCodes.InvalidCatalogName => new(
            DatabaseFaults.NoDatabase,
            $"{Place} has no database {connection.Database} for the {what}. Make it (docs/operations/postgres.md), or mend {Setting}.",
            server),
        PostgresErrorCodes.InsufficientPrivilege => new(
            DatabaseFaults.NoRight,
            $"the role {connection.Username} lacks a right in the {what}'s database {connection.Database}. Make it the database's owner (docs/operations/postgres.md).",
            server),
        PostgresErrorCodes.DiskFull => new(
            DatabaseFaults.DiskFull, $"the disk of {Place} is full; nothing of what was being written to the {what} was kept. Make room there.", server),
        PostgresErrorCodes.ReadOnlySqlTransaction => new(
            DatabaseFaults.NoPrimary, $"{Place} is a standby and takes no writes for the {what}. Name the primary too in {Setting}.", server),
        _ => new(DatabaseFaults.Failed, $"the {what}'s database {connection.Database} at {Place} failed: {server.MessageText} (SQLSTATE {server.SqlState}).", server),
    };
}
