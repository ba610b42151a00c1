using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Access.Tests;

/// <summary>The people of an installation of one test.</summary>
internal sealed class TestPeople : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly KeyRing _keys = KeyRing.CreateEphemeral();

    public TestPeople() => Desk = Open();

    /// <summary>Whoever owns the data folder.</summary>
    public static Actor Owner { get; } = new() { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };

    /// <summary>Moves when the test says so.</summary>
    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));

    /// <summary>What was journaled.</summary>
    public KeptJournal Journal { get; } = new();

    /// <summary>The people.</summary>
    public PeopleDesk Desk { get; private set; }

    /// <summary>How people sign in. As cheap as may be: the cost has a test of its own.</summary>
    public SignInOptions Options { get; } = new() { PasswordRounds = 1000 };

    /// <summary>The data folder.</summary>
    public string Folder => _folder.Path;

    /// <summary>Adds an operator.</summary>
    public Task<OneTimeAccess> AddAsync(string name, params Role[] roles) =>
        Desk.AddAsync(Owner, new NewAccount(name, roles.Length > 0 ? roles : [Role.Operator]), TestContext.Current.CancellationToken);

    /// <summary>Closes the database and opens it again.</summary>
    public async Task ReopenAsync()
    {
        await Desk.DisposeAsync();
        Desk = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        _keys.Dispose();
        _folder.Dispose();
    }

    private PeopleDesk Open() => new(_folder.Path, _keys, Options, Clock) { Journal = Journal };
}

/// <summary>A journal in memory, which can be broken.</summary>
internal sealed class KeptJournal : IJournal
{
    public List<JournalEntry> Entries { get; } = [];

    public bool IsBroken { get; set; }

    /// <summary>Told of each entry.</summary>
    public Func<JournalEntry, Task>? Written { get; set; }

    public async ValueTask<string> WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        if (IsBroken) throw new AccessException(AccessFaults.JournalUnwritten, "the disk is full");
        lock (Entries) Entries.Add(entry);
        if (Written is not null) await Written(entry);
        return Entries.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
