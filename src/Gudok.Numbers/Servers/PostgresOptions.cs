namespace Gudok.Numbers;

/// <summary>How to reach one database on PostgreSQL.</summary>
public sealed class PostgresOptions
{
    /// <summary>Hosts, database and role as a connection string without the password:
    /// <c>Host=db1:5432,db2:5432;Database=gudok_ledger;Username=gudok_ledger</c>. Of several hosts the one that is primary is used, and
    /// another after a failover. TLS as in <c>SSL Mode=VerifyFull</c>.</summary>
    public string Connection { get; set; } = "";

    /// <summary>The role's password. Better given in the environment than in the file; where the server asks for none, empty.</summary>
    public string Password { get; set; } = "";

    /// <summary>For how long a server that went away is waited for, as during a failover, before what is being done fails. Default 1 minute;
    /// 0 to 1 hour.</summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromMinutes(1);
}
