using Gudok.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal.Tests;

/// <summary>A portal with a journal that is kept, by the starting policy, where rights are reviewed.</summary>
internal sealed class ReviewedPortal : IAsyncDisposable
{
    private readonly KeptJournal _journal;
    private readonly ReviewDesk _desk;

    private ReviewedPortal(KeptJournal journal, TestPeople people, ReviewDesk desk, PortalHost host) => (_journal, People, _desk, Host) = (journal, people, desk, host);

    public TestPeople People { get; }

    public PortalHost Host { get; }

    /// <summary>What the journal has of reviews.</summary>
    public async Task<IReadOnlyList<JournalEntry>> NotedAsync(Act act) =>
        [.. (await _journal.Journal.SearchAsync(new JournalSearch { Act = act.Name }, TestContext.Current.CancellationToken)).Entries.Select(kept => kept.Entry)];

    public static async Task<ReviewedPortal> StartAsync()
    {
        var journal = await KeptJournal.StartAsync();
        var people = new TestPeople(journal.Clock, journal.Journal);
        var policy = Everybody.Starting(journal.Clock);
        var desk = new ReviewDesk(people.Desk, journal.Journal, journal.Journal, policy, new ReviewOptions(), journal.Clock);
        var host = await PortalHost.StartAsync(1, people: people, journal: journal, policy: policy, clock: journal.Clock, more: services => services.AddSingleton(_ => desk));
        return new ReviewedPortal(journal, people, desk, host);
    }

    /// <summary>Somebody who is signed in.</summary>
    public async Task<Visitor> VisitorAsync(string name, params Role[] roles) => new(Host.Stranger) { Token = await People.SignInAsync(name, roles) };

    /// <summary>Puts people into a team.</summary>
    public async Task TeamAsync(params string[] names)
    {
        foreach (var name in names) await People.Desk.ChangeTeamsAsync(ExternalPortal.Owner, name, ["Первая"], [], null, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _desk.Dispose();
        await People.DisposeAsync();
        await _journal.DisposeAsync();
    }
}
