using Gudok.Ledger;
using Gudok.Ledger.Postgres;
using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Testing;

namespace Gudok.Postgres.Tests;

/// <summary>What goes wrong with a server is told in one line, with a code and without the password.</summary>
[Trait("Needs", "packages")]
public sealed class FaultTests(SharedCluster shared)
{
    [Theory]
    [InlineData("nobody listens", DatabaseFaults.NotReached, "no PostgreSQL answers at 127.0.0.1:1 ")]
    [InlineData("wrong password", DatabaseFaults.Refused, "refuses the role ledger or its password")]
    [InlineData("no such role", DatabaseFaults.Refused, "refuses the role nobody")]
    [InlineData("no such database", DatabaseFaults.NoDatabase, "has no database nowhere")]
    [InlineData("another's database", DatabaseFaults.NoRight, "lacks a right")]
    [InlineData("two that are none", DatabaseFaults.NotReached, "no PostgreSQL answers at 127.0.0.1:1,127.0.0.1:2 ")]
    public async Task A_server_that_cannot_be_used_is_named_with_what_helps(string what, string code, string part)
    {
        var good = await shared.NewDatabaseAsync("ledger");
        // So that the other role is there.
        await shared.NewDatabaseAsync("vault");
        var server = what switch
        {
            "nobody listens" => Change(good, $"Port={shared.Cluster.Port}", "Port=1"),
            "wrong password" => new PostgresOptions { Connection = good.Connection, Password = "wrong horse" },
            "no such role" => Change(good, "Username=ledger", "Username=nobody"),
            "no such database" => Change(good, good.Connection.Split(';')[2], "Database=nowhere"),
            "another's database" => Change(good, "Username=ledger", "Username=vault"),
            _ => Change(good, $"Host=127.0.0.1;Port={shared.Cluster.Port}", "Host=127.0.0.1:1,127.0.0.1:2"),
        };
        var fault = await Assert.ThrowsAsync<DatabaseException>(async () => await OpenAsync(server));
        Assert.Equal(code, fault.Fault);
        Assert.StartsWith(code + ": ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.DoesNotContain("horse", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("53100", DatabaseFaults.DiskFull, "the disk of")]
    [InlineData("42501", DatabaseFaults.NoRight, "lacks a right")]
    [InlineData("XX001", DatabaseFaults.Failed, "(SQLSTATE XX001)")]
    public async Task A_write_that_the_server_refuses_leaves_nothing_and_says_why(string state, string code, string part)
    {
        var server = await shared.NewDatabaseAsync("ledger");
        await using var ledger = await OpenAsync(server);
        var database = server.Connection.Split(';')[2]["Database=".Length..];
        await shared.Cluster.ExecuteAsync(database, $$"""
            create function gudok.refuse() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode='{{state}}'; end $$;
            create trigger refuse before update on gudok.log execute function gudok.refuse();
            """);
        var batch = LedgerEntries.Batch(LedgerEntries.Entry(LedgerEntries.Record(1, LedgerEntries.Start)));
        var fault = await Assert.ThrowsAsync<DatabaseException>(async () => await ledger.AppendAsync(batch, CancellationToken.None));
        Assert.Equal(code, fault.Fault);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, ledger.Position);
        await shared.Cluster.ExecuteAsync(database, "drop trigger refuse on gudok.log");
        Assert.Empty((await ledger.QueryAsync(new CallQuery(), CancellationToken.None)).Records);
        Assert.Equal(new AppendReport(1, 0, 0), await ledger.AppendAsync(batch, CancellationToken.None));
    }

    [Theory]
    [InlineData("update gudok.version set version=1000", "newer version")]
    [InlineData("update gudok.version set holds='vault'", "holds a vault, not a ledger")]
    public async Task Tables_that_are_not_ours_are_left_alone(string change, string part)
    {
        var server = await shared.NewDatabaseAsync("ledger");
        await (await OpenAsync(server)).DisposeAsync();
        await shared.Cluster.ExecuteAsync(server.Connection.Split(';')[2]["Database=".Length..], change);
        var fault = await Assert.ThrowsAsync<DatabaseException>(async () => await OpenAsync(server));
        Assert.Equal(DatabaseFaults.OtherSchema, fault.Fault);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_could_lose_what_it_acknowledged_is_refused()
    {
        var server = await shared.NewDatabaseAsync("ledger");
        await shared.Cluster.ExecuteAsync("postgres", $"alter database {server.Connection.Split(';')[2]["Database=".Length..]} set synchronous_commit=off");
        var fault = await Assert.ThrowsAsync<DatabaseException>(async () => await OpenAsync(server));
        Assert.Equal(DatabaseFaults.NotDurable, fault.Fault);
        Assert.Contains("synchronous_commit=off", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<PostgresCallLedger> OpenAsync(PostgresOptions server)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        return await PostgresCallLedger.OpenAsync(
            new PostgresLedgerOptions { Server = server }, new SeededDayKeys(1), await TestHeads.OpenAsync(clock), clock, CancellationToken.None);
    }

    private static PostgresOptions Change(PostgresOptions server, string from, string to)
    {
        Assert.Contains(from, server.Connection, StringComparison.Ordinal);
        return new PostgresOptions { Connection = server.Connection.Replace(from, to, StringComparison.Ordinal), Password = server.Password };
    }
}
