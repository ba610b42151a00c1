using System.Net;
using Gudok.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal.Tests;

/// <summary>Who sees a request and who decides on it, where roles and looks could slip past each other.</summary>
public sealed class ExportRightsTests
{
    [Fact]
    public async Task Whoever_decides_reaches_as_far_as_the_grant_that_holds_and_not_that_of_another_role()
    {
        var policy = Everybody.StartingBut("export.decide", """{"supervisor":{"scope":"team"},"privacyOfficer":{"scope":"all","requestFile":true}}""");
        await using var host = await ExportHost.StartAsync(policy: policy);
        await host.People.Desk.ChangeTeamsAsync(ExportHost.Owner, "zaitseva", ["north"], [], null, CancellationToken.None);
        // Everybody's calls, asked for by a member of the team.
        var id = await host.AskAsync("zaitseva");
        var both = new Actor { Kind = ActorKind.Person, Id = "id-both", Name = "petrov", Roles = [Role.Supervisor, Role.PrivacyOfficer], Teams = ["north"], HasSecondFactor = true };
        var answer = await host.Host.Parts.GetRequiredService<ExportDesk>().DecideAsync(both, id, isApproved: true, "нужно", null, CancellationToken.None);
        Assert.Equal(Refusal.OutOfScope, Assert.IsType<ExportAnswer.Denied>(answer).Decision.Reason);
        Assert.Equal("asked", await host.StateAsync("zaitseva", id));
    }

    [Fact]
    public async Task Each_look_at_a_request_is_noted_but_for_the_waiting_of_who_asked()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.AskAsync();
        Assert.Equal(1, await LooksAsync(host, "gromov", id));
        Assert.Equal(1, await LooksAsync(host, "ivanova", id));
        using (await host.ApproveAsync("petrov", id)) { }

        Assert.Equal(0, await LooksAsync(host, "ivanova", id));
        Assert.Equal(0, await LooksAsync(host, "petrov", id));
        Assert.Equal(1, await LooksAsync(host, "gromov", id));
    }

    [Fact]
    public async Task Seconds_without_end_are_refused_before_anything_is_asked()
    {
        await using var host = await ExportHost.StartAsync();
        using var answer = await host.PostAsync("ivanova", "/api/v1/exports", ExportHost.Ask.Replace("{}", """{"minTalkSeconds":1e999}""", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<int> LooksAsync(ExportHost host, string name, string id)
    {
        var before = host.Noted.Count(entry => entry.Act == "export.read");
        using var state = await host.GetAsync(name, $"/exports/{id}/state");
        Assert.Equal(HttpStatusCode.OK, state.StatusCode);
        return host.Noted.Count(entry => entry.Act == "export.read") - before;
    }
}
