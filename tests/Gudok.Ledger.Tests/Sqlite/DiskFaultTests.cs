namespace Gudok.Ledger.Tests.Sqlite;

public sealed class DiskFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gudok-disk").FullName;

    [Fact]
    public void A_full_disk_is_one_line_that_says_how_to_mend_it_and_leaves_the_file_whole()
    {
        using var db = LedgerDb.OpenToWrite(Path.Combine(_folder, "full.db"), "create table if not exists t(b blob)");
        db.Execute("insert into t values(zeroblob(100))");
        // SQLite reports its own limit of pages as it reports a disk without room.
        db.Execute("pragma max_page_count=8");
        var fault = Assert.Throws<LedgerException>(() => db.Execute("begin; insert into t values(zeroblob(1000000)); commit"));
        Assert.Equal(LedgerFaults.CannotWrite, fault.Fault);
        Assert.StartsWith("GDK-4007: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("make room", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        db.Rollback();
        Assert.True(db.IsIntact());
        Assert.Equal(1, db.Scalar("select count(*) from t"));
    }

    [Fact]
    public void A_file_in_a_folder_that_is_gone_says_what_to_check()
    {
        var fault = Assert.Throws<LedgerException>(() => LedgerDb.OpenToWrite(Path.Combine(_folder, "no", "a.db"), "create table t(b)"));
        Assert.Equal(LedgerFaults.CannotWrite, fault.Fault);
        Assert.Contains("may write", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_may_only_be_read_says_so()
    {
        var path = Path.Combine(_folder, "read.db");
        LedgerDb.OpenToWrite(path, "create table t(b)").Dispose();
        using var db = LedgerDb.OpenToRead(path, isImmutable: true);
        db.Execute("pragma query_only=off");
        var fault = Assert.Throws<LedgerException>(() => db.Execute("insert into t values(1)"));
        Assert.Equal(LedgerFaults.CannotWrite, fault.Fault);
        Assert.Contains("only be read", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
