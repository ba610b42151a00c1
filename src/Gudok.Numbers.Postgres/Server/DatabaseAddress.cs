using Npgsql;

namespace Gudok.Numbers.Postgres;

/// <summary>Reads and checks where a database is.</summary>
public static class DatabaseAddress
{
    // Hash and merge joins cannot stop at a page's end; a page is found by walking an index. Compiling a plan takes longer than running it.
    private const string SessionOptions = "-c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c client_min_messages=warning";
    private const int ConnectSeconds = 5;
    private const int KeepAliveSeconds = 10;

    /// <summary>What is wrong with the options; empty if nothing is.</summary>
    /// <param name="options">Hosts, database and role.</param>
    /// <param name="section">Where they stand in the settings.</param>
    public static IEnumerable<string> Mistakes(PostgresOptions options, string section)
    {
        if (options.Connection.Length == 0)
        {
            return [$"{section}:Connection: hosts, database and role, such as Host=localhost;Database=gudok_ledger;Username=gudok_ledger"];
        }

        if (!TryRead(options, out var connection)) return [$"{section}:Connection: a connection string as Npgsql reads it"];
        var lacking = new List<string>();
        if (string.IsNullOrWhiteSpace(connection.Host)) lacking.Add("Host");
        if (string.IsNullOrWhiteSpace(connection.Database)) lacking.Add("Database");
        if (string.IsNullOrWhiteSpace(connection.Username)) lacking.Add("Username");
        return lacking.Count == 0 ? [] : [$"{section}:Connection: lacks {string.Join(", ", lacking)}"];
    }

    /// <summary>Whether two lead to one database, or by one role: a vault and a ledger must share neither.</summary>
    /// <param name="one">Of the one.</param>
    /// <param name="other">Of the other.</param>
    public static bool ShareSomething(PostgresOptions one, PostgresOptions other) =>
        TryRead(one, out var left) && TryRead(other, out var right)
        && (left.Username == right.Username || (left.Host == right.Host && left.Port == right.Port && left.Database == right.Database));

    /// <summary>The connection string with what Gudok needs of every connection.</summary>
    internal static NpgsqlConnectionStringBuilder Complete(PostgresOptions options)
    {
        if (!TryRead(options, out var connection)) throw new ArgumentException("Not a connection string.", nameof(options));
        if (options.Password.Length > 0) connection.Password = options.Password;
        if (!connection.ContainsKey("Timeout")) connection.Timeout = ConnectSeconds;
        if (!connection.ContainsKey("Application Name")) connection.ApplicationName = "gudok";
        connection.Options = string.IsNullOrEmpty(connection.Options) ? SessionOptions : $"{connection.Options} {SessionOptions}";
        // A server that vanished without a word is noticed, and one that became primary is seen at once.
        connection.TcpKeepAlive = true;
        connection.TcpKeepAliveTime = KeepAliveSeconds;
        connection.TcpKeepAliveInterval = KeepAliveSeconds;
        connection.HostRecheckSeconds = 1;
        connection.PersistSecurityInfo = false;
        connection.IncludeErrorDetail = false;
        return connection;
    }

    private static bool TryRead(PostgresOptions options, out NpgsqlConnectionStringBuilder connection)
    {
        connection = [];
        try
        {
            connection.ConnectionString = options.Connection;
            return true;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }
}
