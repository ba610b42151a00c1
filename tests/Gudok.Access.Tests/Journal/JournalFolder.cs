using Gudok.Numbers;
using Gudok.Testing;
using Microsoft.Data.Sqlite;

namespace Gudok.Access.Tests.Journal;

/// <summary>A journal in a folder of its own, with a chain of heads in memory that outlives it.</summary>
internal sealed class JournalFolder : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private SqliteJournal? _journal;

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public KeyRing Keys { get; } = KeyRing.CreateEphemeral();

    public InMemoryHeadStore Heads { get; } = new();

    public JournalOptions Options { get; } = new();

    public string Path => _folder.Path;

    public string File => System.IO.Path.Combine(_folder.Path, "journal.db");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The open journal.</summary>
    public async Task<SqliteJournal> OpenAsync() => _journal ??= new SqliteJournal(Path, await TestHeads.OpenAsync(Clock, Heads), Keys, Options, Clock);

    /// <summary>Closes it, as the program does when it ends.</summary>
    public async Task CloseAsync()
    {
        if (_journal is not null) await _journal.DisposeAsync();
        _journal = null;
    }

    /// <summary>Writes an entry.</summary>
    public async Task<long> WriteAsync(string act, Actor? actor = null, ActOutcome outcome = ActOutcome.Done, string? reason = null, string? detail = null, params string[] objects)
    {
        var entry = new JournalEntry { Actor = actor ?? Anna, Act = act, Outcome = outcome, Reason = reason, Detail = detail, Objects = objects };
        return long.Parse(await (await OpenAsync()).WriteAsync(entry, Stop), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>All numbers that a search finds, newest first.</summary>
    public async Task<long[]> FindAsync(JournalSearch search) => [.. (await (await OpenAsync()).SearchAsync(search, Stop)).Entries.Select(kept => kept.Number)];

    /// <summary>Checks the journal.</summary>
    public async Task<JournalReport> VerifyAsync() => await (await OpenAsync()).VerifyAsync(Stop);

    /// <summary>Changes the file past the journal.</summary>
    public async Task ChangeAsync(string sql)
    {
        await CloseAsync();
        await ChangeBesideAsync(sql);
    }

    /// <summary>The same while the journal is open.</summary>
    public async Task ChangeBesideAsync(string sql)
    {
        await using var db = new SqliteConnection($"Data Source={File};Pooling=False");
        await db.OpenAsync(Stop);
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }

    public static Actor Anna { get; } = new()
    {
        Kind = ActorKind.Person,
        Id = "0199f3c4-6900-7b67-8b4e-fff0241072dd",
        Name = "anna",
        Roles = [Role.Operator],
        HasSecondFactor = true,
        Address = "10.1.2.3",
        Session = "5b2d7a5ec01b4e1b9b0e8a4ab0c8f7de",
    };

    public static Actor Boris { get; } = new() { Kind = ActorKind.Owner, Id = "os:boris", Name = "boris" };

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Keys.Dispose();
        _folder.Dispose();
    }
}
