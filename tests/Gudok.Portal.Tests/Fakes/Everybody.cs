using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gudok.Access;

namespace Gudok.Portal.Tests;

/// <summary>People of each role, and policies for the tests of what they may.</summary>
internal static class Everybody
{
    /// <summary>Names whose rights a request is made with, for tests that do not sign in.</summary>
    public const string Header = "X-Test-Actor";

    private static readonly Lazy<AccessPolicy> LaxPolicy = new(() => Read(Lax()));

    /// <summary>The policy that travels inside.</summary>
    public static AccessPolicy Starting(TimeProvider? clock = null) => PolicyFile.Read(PolicyFile.Starting(), "policy.json", clock ?? TimeProvider.System);

    /// <summary>The starting policy, but that a supervisor may everything except manage accounts, masked: for tests of what pages do and not of who may.</summary>
    public static AccessPolicy LaxForSupervisor => LaxPolicy.Value;

    /// <summary>The starting policy, but for the members of an act: roles and what they are granted.</summary>
    public static AccessPolicy StartingBut(string act, string roles, TimeProvider? clock = null)
    {
        var policy = JsonNode.Parse(PolicyFile.Starting(), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        policy["acts"]![act] = JsonNode.Parse(roles);
        return PolicyFile.Read(Encoding.UTF8.GetBytes(policy.ToJsonString()), "policy.json", clock ?? TimeProvider.System);
    }

    /// <summary>The starting policy, but that whoever reaches a team reaches the team's department.</summary>
    public static AccessPolicy ForDepartments(TimeProvider? clock = null)
    {
        var json = Encoding.UTF8.GetString(PolicyFile.Starting()).Replace("\"scope\": \"team\"", "\"scope\": \"department\"", StringComparison.Ordinal);
        return PolicyFile.Read(Encoding.UTF8.GetBytes(json), "policy.json", clock ?? TimeProvider.System);
    }

    /// <summary>Whoever is named in the header: <c>operator:ivanova</c>, with the id of an account behind it if that matters.</summary>
    public static Actor Read(string header)
    {
        var (role, name) = (Enum.Parse<Role>(header.Split(':')[0], ignoreCase: true), header.Split(':')[1]);
        return new Actor
        {
            Kind = role == Role.ServiceClient ? ActorKind.Client : ActorKind.Person,
            Id = header.Split(':') is [_, _, var id] ? id : "id-" + name,
            Name = name,
            Roles = [role],
            Teams = ["north"],
            HasSecondFactor = true,
            Address = "127.0.0.1",
        };
    }

    private static AccessPolicy Read(byte[] json) => PolicyFile.Read(json, "lax", TimeProvider.System);

    private static byte[] Lax()
    {
        var policy = JsonNode.Parse(PolicyFile.Starting(), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        foreach (var (name, roles) in policy["acts"]!.AsObject())
        {
            if (!Act.TryFind(name, out var act) || act == Act.CallsSelf || name.StartsWith("user.", StringComparison.Ordinal)) continue;
            var grant = new JsonObject();
            if (act.IsScoped) grant["scope"] = "all";
            if (act.ShowsParties) grant["form"] = "mask";
            roles!.AsObject()["supervisor"] = act.IsScoped ? grant : "yes";
        }

        return Encoding.UTF8.GetBytes(policy.ToJsonString());
    }
}

/// <summary>Teams of fixed people, in one department with another.</summary>
internal sealed class TestTeams : ITeamMembers
{
    public ValueTask<IReadOnlyCollection<string>> OfAsync(IReadOnlyList<string> teams, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyCollection<string>>(teams.Contains("north") ? ["ivanova", "petrov"] : []);

    public async ValueTask<IReadOnlyCollection<string>> OfDepartmentsAsync(IReadOnlyList<string> teams, CancellationToken cancellationToken) =>
        await OfAsync(teams, cancellationToken) is { Count: > 0 } team ? [.. team, "sidorov"] : [];
}
