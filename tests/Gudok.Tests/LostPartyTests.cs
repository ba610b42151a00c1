using Microsoft.Data.Sqlite;

namespace Gudok.Tests;

/// <summary>Parties that records name and the vault no longer has, without having been erased.</summary>
public sealed class LostPartyTests : IDisposable
{
    private readonly TestInstallation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task Loss_of_the_last_page_of_the_vault_is_told_by_a_record_that_needs_it()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        Assert.Equal(0, (await _installation.RunAsync("verify")).Code);
        Edit("vault.db", "delete from parties where page=(select max(page) from parties)");
        var run = await _installation.RunAsync("verify");
        Assert.Equal(1, run.Code);
        Assert.Matches("^gudok: GDK-4002: day 20[0-9-]{8}, record [0-9a-f-]{36}: The record names a party that is not in the vault and was not erased\\. Restore vault\\.db", run.Error);
    }

    [Fact]
    public async Task Loss_of_the_last_page_of_keys_is_told()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        Edit("keys.db", "delete from keys where page=(select max(page) from keys)");
        Edit("keys.db", "delete from lookup where page=(select max(page) from lookup)");
        var run = await _installation.RunAsync("verify");
        Assert.Equal(1, run.Code);
        Assert.Matches("^gudok: GDK-(4002|2106): ", run.Error);
    }

    [Fact]
    public async Task A_party_that_was_erased_is_missed_by_nobody()
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        var revealed = await _installation.RunAsync("calls", "--format", "jsonl", "--limit", "1", "--reveal", "--reason", "test");
        using var call = System.Text.Json.JsonDocument.Parse(revealed.Lines[0]);
        var list = _installation.PathOf("numbers.txt");
        await File.WriteAllTextAsync(list, call.RootElement.GetProperty("caller").GetProperty("text").GetString() + "\n");
        Assert.Equal(0, (await _installation.RunAsync("erase", "--file", list, "--reason", "asked", "--yes")).Code);
        Assert.Equal(0, (await _installation.RunAsync("verify")).Code);
    }

    private void Edit(string file, string sql)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(_installation.Data, file)};Pooling=False");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0);
        command.CommandText = "pragma wal_checkpoint(truncate)";
        command.ExecuteNonQuery();
    }
}
