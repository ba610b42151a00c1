using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

public sealed partial class PeopleDesk
{
    /// <summary>All teams with their departments, by name.</summary>
    public async Task<IReadOnlyList<TeamView>> TeamsAsync(CancellationToken cancellationToken)
    {
        await using var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        var members = work.Database.Set<TeamMember>();
        var rows = await work.Database.Set<Team>()
            .Select(team => new { team.Name, team.Department, People = members.Count(member => member.TeamId == team.Id) })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.OrderBy(row => row.Name, StringComparer.Ordinal).Select(row => new TeamView(row.Name, row.Department, row.People))];
    }

    /// <summary>These teams, and all that are parts of the same departments as any of them.</summary>
    internal static IReadOnlyList<string> WithDepartments(IReadOnlyList<string> teams, IReadOnlyList<TeamView> all)
    {
        var departments = all.Where(team => teams.Contains(team.Name, StringComparer.Ordinal)).Select(team => team.Department).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. teams.Union(all.Where(team => team.Department is { } department && departments.Contains(department)).Select(team => team.Name), StringComparer.Ordinal)];
    }

    /// <summary>Says of which department a team is a part.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="name">The team.</param>
    /// <param name="department">The department; null or empty for none.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    /// <exception cref="AccessException">GDK-7004: there is no such team, the name is none, or it is so already; GDK-7412: it is one's own team or department.</exception>
    public async Task ChangeDepartmentAsync(Actor actor, string name, string? department, CancellationToken cancellationToken)
    {
        var next = DepartmentName.Read(department);
        await using var work = await BeginAsync(cancellationToken).ConfigureAwait(false);
        // What was typed is not repeated: it could be a number.
        var team = await work.Database.Set<Team>().FirstOrDefaultAsync(row => row.Name == name.Trim(), cancellationToken).ConfigureAwait(false)
            ?? throw new AccessException(AccessFaults.NothingToChange, "there is no team of that name; gudok team list shows all of them");
        var entry = new JournalEntry { Actor = actor, Act = "team.department", Outcome = ActOutcome.Done, Objects = ["team:" + team.Id] };
        await RequireNotOwnAsync(work, team, next, entry, cancellationToken).ConfigureAwait(false);
        if (team.Department == next) throw new AccessException(AccessFaults.NothingToChange, next is null ? "the team is part of no department already" : "the team is part of that department already");
        var detail = $"team {team.Name}: department {team.Department ?? "none"} -> {next ?? "none"}";
        team.Department = next;
        await DoAsync(entry with { Detail = detail }, () => work.Database.SaveChangesAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        Touch();
    }

    /// <summary>Whoever put a team into one's own department, or one's own team into another, would reach other people's calls.</summary>
    private async Task RequireNotOwnAsync(PeopleWork work, Team team, string? next, JournalEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Actor.Kind != ActorKind.Person) return;
        var own = await (from member in work.Database.Set<TeamMember>()
                         join one in work.Database.Set<Team>() on member.TeamId equals one.Id
                         where member.AccountId == entry.Actor.Id
                         select one).AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        if (!own.Any(one => one.Id == team.Id || (next is not null && one.Department == next))) return;
        if (Journal is { } journal)
            await journal.WriteAsync(entry with { Outcome = ActOutcome.Refused, Detail = RefusalWords.Name(Refusal.OwnRequest) }, cancellationToken).ConfigureAwait(false);
        throw new AccessException(AccessFaults.OwnRequest, "nobody changes one's own team or department: ask another administrator");
    }
}
