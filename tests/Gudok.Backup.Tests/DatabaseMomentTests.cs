using System.Globalization;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Backup.Tests;

/// <summary>A database held at a moment is that moment, whatever is written and moved from the log into the file meanwhile.</summary>
public sealed class DatabaseMomentTests
{
    private const int Rounds = 150;
    private static readonly string[] Checkpoints = ["passive", "restart", "truncate"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Pages_held_at_a_moment_are_the_database_of_that_moment(int seed)
    {
        using var folder = new TestFolder();
        var random = new Random(seed);
        var path = Path.Combine(folder.Path, "some.db");
        using var writer = SqliteFile.OpenToWrite(path, 4096);
        writer.Execute("pragma wal_autocheckpoint=30; create table rows(id integer primary key, data blob not null)");
        var wal = new WalLog();
        byte[][] before = [];
        for (var round = 0; round < Rounds; round++)
        {
            Write(writer, random);
            // The log is moved into the file in part, as a whole, or cut away; sometimes it stays.
            if (random.Next(3) == 0) writer.Execute($"pragma wal_checkpoint({Checkpoints[random.Next(3)]})");
            var expected = Content(path);
            byte[][] pages;
            IReadOnlyCollection<int>? changed;
            using (var moment = new DatabaseMoment(path, wal))
            {
                changed = moment.Changed;
                for (var more = random.Next(4); more > 0; more--) Write(writer, random);
                if (random.Next(2) == 0) writer.Execute("pragma wal_checkpoint(passive)");
                if (random.Next(2) == 0) Write(writer, random);
                pages = [.. Enumerable.Range(0, (int)(moment.Octets / moment.PageBytes)).Select(page => Read(moment, page))];
            }

            var copy = Path.Combine(folder.Path, string.Create(CultureInfo.InvariantCulture, $"copy-{round}.db"));
            File.WriteAllBytes(copy, [.. pages.SelectMany(page => page)]);
            Assert.Equal(expected, Content(copy));
            if (changed is not null) AssertNamesAll(changed, before, pages);
            before = pages;
        }
    }

    private static void AssertNamesAll(IReadOnlyCollection<int> changed, byte[][] before, byte[][] pages)
    {
        for (var page = 0; page < pages.Length; page++)
        {
            if (page >= before.Length || !pages[page].AsSpan().SequenceEqual(before[page])) Assert.Contains(page, changed);
        }
    }

    private static byte[] Read(DatabaseMoment moment, int page)
    {
        var octets = new byte[moment.PageBytes];
        Assert.Equal(octets.Length, moment.Read(page, octets));
        return octets;
    }

    private static void Write(SqliteFile writer, Random random)
    {
        writer.InTransaction(() =>
        {
            for (var row = random.Next(1, 12); row > 0; row--)
            {
                using var insert = writer.Prepare("insert or replace into rows values(?,?)");
                var data = new byte[random.Next(10, 3000)];
                random.NextBytes(data);
                insert.Bind(1, random.Next(200)).Bind(2, data).Run();
            }

            if (random.Next(5) == 0) writer.Execute($"delete from rows where id<{random.Next(60)}");
        });
    }

    private static string Content(string path)
    {
        using var file = SqliteFile.OpenToRead(path);
        var rows = file.Prepare("select id, data from rows order by id");
        var content = new System.Text.StringBuilder();
        while (rows.Step()) content.Append(rows.Int64(0)).Append(':').Append(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(rows.Blob(1)))).Append(' ');
        return content.ToString();
    }
}
