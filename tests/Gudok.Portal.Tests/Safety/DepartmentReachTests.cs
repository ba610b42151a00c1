using System.Net;
using Gudok.Access;

namespace Gudok.Portal.Tests;

/// <summary>Whose calls a grant reaches that reaches a department.</summary>
public sealed class DepartmentReachTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_calls_of_the_department_are_found_and_opened_and_no_others()
    {
        await using var host = await PortalHost.StartAsync(0, policy: Everybody.ForDepartments());
        var calls = new[] { "ivanova", "petrov", "sidorov", "volkova" }.Select((name, place) => InventedCalls.One(place) with { Operator = name }).ToArray();
        foreach (var call in calls) host.Reader.Publish(call);
        using var found = await host.AskAsAsync("supervisor:ivanova", HttpMethod.Post, "/api/v1/calls/search", "{}");
        Assert.Equal(["ivanova", "petrov", "sidorov"], host.Reader.LastSearch!.Operators!.Order(StringComparer.Ordinal));
        foreach (var (call, code) in calls.Zip([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden]))
        {
            using var answer = await host.AskAsAsync("supervisor:ivanova", HttpMethod.Get, $"/api/v1/calls/{call.Id}");
            Assert.Equal(code, answer.StatusCode);
        }

        // An operator reaches the own calls, whatever the department.
        using var other = await host.AskAsAsync("operator:ivanova", HttpMethod.Get, $"/api/v1/calls/{calls[2].Id}");
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Fact]
    public async Task A_stream_ends_when_another_team_comes_into_the_department()
    {
        await using var people = new TestPeople();
        var token = await people.SignInAsync("ivanov", Role.Supervisor);
        await people.AddAsync("petrov");
        await people.JoinAsync("petrov", "Вторая");
        var owner = new Actor { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };
        await people.Desk.ChangeTeamsAsync(owner, "ivanov", ["Первая"], [], "Контакт-центр", Stop);
        await using var host = await PortalHost.StartAsync(3, people: people, token: token, teams: people.Desk, policy: Everybody.ForDepartments());
        using var answer = await host.Client.GetAsync(new Uri("/api/v1/calls/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        Assert.StartsWith(":", await lines.ReadLineAsync(Stop), StringComparison.Ordinal);
        await people.Desk.ChangeDepartmentAsync(owner, "Вторая", "Контакт-центр", Stop);
        while (await lines.ReadLineAsync(Stop) is not null) continue;
    }

    [Fact]
    public async Task A_supervisor_of_another_team_of_the_department_decides_on_an_export()
    {
        await using var host = await ExportHost.StartAsync(policy: Everybody.ForDepartments());
        var id = await host.AskAsync();
        using (var apart = await host.ApproveAsync("volkova", id)) Assert.Equal(HttpStatusCode.NotFound, apart.StatusCode);
        foreach (var team in new[] { "north", "south" }) await host.People.Desk.ChangeDepartmentAsync(ExportHost.Owner, team, "Контакт-центр", Stop);
        using var together = await host.ApproveAsync("volkova", id);
        Assert.Equal(HttpStatusCode.OK, together.StatusCode);
    }
}
