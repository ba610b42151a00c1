using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gudok.Access.Tests;

/// <summary>What stands in <c>desk.db</c>.</summary>
public sealed class DeskFileTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_opened_before_the_first_question()
    {
        await using var people = new TestPeople();
        Assert.Empty(Directory.GetFiles(people.Folder));
        await people.Desk.HasAnyAsync(Stop);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(people.Folder, "desk.db")));
    }

    [Fact]
    public async Task Migrations_make_the_tables_of_the_model()
    {
        await using var people = new TestPeople();
        await using var work = await people.Desk.BeginAsync(Stop);
        await using var fromModel = new SqliteConnection("Data Source=:memory:");
        await fromModel.OpenAsync(Stop);
        await using (var create = fromModel.CreateCommand())
        {
            create.CommandText = work.Database.Database.GenerateCreateScript();
            await create.ExecuteNonQueryAsync(Stop);
        }

        await using var migrated = new SqliteConnection($"Data Source={Path.Combine(people.Folder, "desk.db")}");
        await migrated.OpenAsync(Stop);
        var expected = await ShapeAsync(fromModel);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await ShapeAsync(migrated));
    }

    [Fact]
    public async Task Personal_fields_and_one_time_passwords_cannot_be_read_in_the_files()
    {
        await using var people = new TestPeople();
        var access = await people.Desk.AddAsync(TestPeople.Owner, new NewAccount("ivanov", [Role.Operator]) { DisplayName = "Пелагея Сидорова", Email = "pelageya@example.org" }, Stop);
        await people.Desk.GiveExtensionAsync(TestPeople.Owner, "ivanov", "104729", new DateOnly(2026, 11, 1), Stop);
        await people.Desk.DisposeAsync();
        foreach (var file in Directory.GetFiles(people.Folder))
        {
            var bytes = await File.ReadAllBytesAsync(file, Stop);
            foreach (var text in new[] { "Пелагея", "pelageya@", "PELAGEYA@", "104729", access.Password })
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"{Path.GetFileName(file)} holds a text that should be sealed.");
        }
    }

    [Fact]
    public async Task A_sealed_field_moved_to_another_column_is_not_opened()
    {
        await using var people = new TestPeople();
        await people.Desk.AddAsync(TestPeople.Owner, new NewAccount("ivanov", [Role.Operator]) { DisplayName = "Иван", Email = "ivan@example.org" }, Stop);
        await using (var work = await people.Desk.BeginAsync(Stop)) await work.Database.Database.ExecuteSqlRawAsync("update access_accounts set DisplayName = Email", Stop);
        var damaged = await Assert.ThrowsAsync<AccessException>(() => people.Desk.FindAsync("ivanov", Stop));
        Assert.Equal(AccessFaults.DeskDamaged, damaged.Code);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        await using var people = new TestPeople();
        await using (var work = await people.Desk.BeginAsync(Stop))
            await work.Database.Database.ExecuteSqlRawAsync("""insert into "__EFMigrationsHistory" values ('29990101000000_Later', '99')""", Stop);
        await people.ReopenAsync();
        var refused = await Assert.ThrowsAsync<AccessException>(() => people.Desk.ListAsync(Stop));
        Assert.Equal(AccessFaults.DeskDamaged, refused.Code);
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_hold_up_the_next()
    {
        await using var people = new TestPeople();
        await using (var work = await people.Desk.BeginAsync(Stop))
        {
            await work.Database.Database.ExecuteSqlRawAsync(
                """create table if not exists "__EFMigrationsLock" (Id integer primary key, Timestamp text); insert or replace into "__EFMigrationsLock" values (1, '2026-11-22')""", Stop);
        }

        await people.ReopenAsync();
        Assert.False(await people.Desk.HasAnyAsync(Stop));
    }

    /// <summary>Tables and columns: name, type, whether null is refused, place in the key.</summary>
    private static async Task<IReadOnlyList<string>> ShapeAsync(SqliteConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk from sqlite_master t, pragma_table_info(t.name) c where t.type = 'table' and t.name like 'access_%'
            union all select 'index ' || i.name || ' ' || (select group_concat(name) from pragma_index_info(i.name)) from sqlite_master i where i.type = 'index' and i.tbl_name like 'access_%' and i.sql is not null
            order by 1
            """;
        var shape = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Stop);
        while (await reader.ReadAsync(Stop)) shape.Add(reader.GetString(0));
        return shape;
    }
}
