using Gudok.Access;
using Gudok.Numbers;
using Gudok.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok.Portal.Tests;

/// <summary>A journal of two weeks in a folder of its own.</summary>
internal sealed class KeptJournal : IAsyncDisposable
{
    private readonly TestFolder _folder;
    private readonly KeyRing _keys;
    private readonly InMemoryHeadStore _heads;

    private KeptJournal(SqliteJournal journal, InMemoryHeadStore heads, ManualClock clock, TestFolder folder, KeyRing keys)
    {
        Journal = journal;
        Clock = clock;
        (_folder, _keys, _heads) = (folder, keys, heads);
    }

    public SqliteJournal Journal { get; }

    public ManualClock Clock { get; }

    public static async Task<KeptJournal> StartAsync()
    {
        var (folder, keys) = (new TestFolder(), KeyRing.CreateEphemeral());
        // A Monday, noon in Moscow.
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 9, 9, 0, 0, TimeSpan.Zero));
        var heads = new InMemoryHeadStore();
        return new KeptJournal(new SqliteJournal(folder.Path, await TestHeads.OpenAsync(clock, heads), keys, new JournalOptions(), clock), heads, clock, folder, keys);
    }

    /// <summary>A week in which something stands out of each kind, and one after it.</summary>
    public async Task FillAsync()
    {
        var anna = new Access.Actor { Kind = ActorKind.Person, Id = "0199f3c4-6900-7b67-8b4e-fff0241072dd", Name = "anna", Roles = [Role.Operator], HasSecondFactor = true, Address = "10.1.2.3" };
        var boris = new Access.Actor { Kind = ActorKind.Person, Id = "0199f3c4-6900-7b67-8b4e-fff0241072de", Name = "boris", Roles = [Role.Administrator], HasSecondFactor = true, Address = "10.1.2.4" };
        for (var day = 0; day < 5; day++)
        {
            await WriteAsync(anna, Act.CallsSearch, detail: "from to");
            await WriteAsync(anna, Act.NumberReveal, ActOutcome.Refused, "перезвонить по обращению № 17");
            for (var i = 0; i < 10; i++) await WriteAsync(anna, Act.NumberReveal, reason: "перезвонить по обращению № 17", objects: ["call:01a1fd8c-6900-8b67-8b4e-fff0241072dd", "party:0123456789abcdef0123"]);
            Clock.Advance(TimeSpan.FromDays(1));
        }

        await WriteAsync(boris, Act.UserChange, objects: "user:0199f3c4-6900-7b67-8b4e-fff0241072dd");
        await Journal.SealAsync(CancellationToken.None);
        Clock.Advance(TimeSpan.FromDays(4));
        await WriteAsync(anna, Act.CallsSearch);
    }

    public async Task WriteAsync(Access.Actor actor, Act act, ActOutcome outcome = ActOutcome.Done, string? reason = null, string? detail = null, params string[] objects) => await Journal.WriteAsync(
        new JournalEntry { Actor = actor, Act = act.Name, Outcome = outcome, Reason = reason, Detail = detail, Objects = objects, Correlation = JournaledActs.NewCorrelation() }, CancellationToken.None);

    /// <summary>Changes the file behind the journal's back.</summary>
    public async Task ChangeAsync(string sql)
    {
        await using var db = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "journal.db")};Pooling=False");
        await db.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Thirty numbers shown in a minute, and what the rules say to it.</summary>
    public async Task AlertAsync(string name = "anna")
    {
        var anna = new Access.Actor { Kind = ActorKind.Person, Id = "id-" + name, Name = name, Roles = [Role.Operator] };
        await using var watch = new AlertWatch(Journal, _heads, AlertRules.Default, new AlertBook(Journal, Journal), [], Clock, NullLogger.Instance);
        await watch.CatchUpAsync(CancellationToken.None);
        await WriteAsync(anna, Act.CallsSearch);
        for (var i = 0; i < 30; i++) await WriteAsync(anna, Act.NumberReveal, reason: "перезвонить");
        await watch.CatchUpAsync(CancellationToken.None);
    }

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IJournal>(Journal);
        services.AddSingleton<IJournalReader>(Journal);
        services.AddSingleton(new WeeklyReview(Journal, Journal, AlertRules.Default));
        services.AddSingleton(new AlertBook(Journal, Journal));
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        _keys.Dispose();
        _folder.Dispose();
    }
}
