using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Access.Tests;

/// <summary>The table of docs/access.md is what the starting policy says: whoever reads the page reads the policy.</summary>
public sealed class PolicyPageTests
{
    private const string Begin = "<!-- table -->\n";
    private const string End = "<!-- end of table -->\n";

    private static readonly string _page = RepositoryFolder.PathOf("docs", "access.md");

    [Fact]
    public void The_page_of_rights_has_the_starting_policy()
    {
        var page = File.ReadAllText(_page);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var expected = page[..begin] + Table() + page[end..];
        if (Environment.GetEnvironmentVariable("GUDOK_WRITE_DOCS") == "1") File.WriteAllText(_page, expected);
        Assert.Equal(expected, File.ReadAllText(_page));
    }

    [Fact]
    public void The_page_of_rights_names_every_refusal()
    {
        var page = File.ReadAllText(_page);
        Assert.All(Enum.GetValues<Refusal>(), refusal => Assert.Contains($"| `{RefusalWords.Name(refusal)}` | {AccessFaults.Of(refusal)} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_schema_names_every_act_role_and_condition()
    {
        var schema = JsonNode.Parse(File.ReadAllText(RepositoryFolder.PathOf("schemas", "policy.v1.schema.json")))!;
        var acts = schema["properties"]!["acts"]!;
        Assert.Equal(Act.All.Where(act => !act.Is(ActTraits.Everyone)).Select(act => act.Name), Texts(acts["propertyNames"]!));
        Assert.Equal(Enum.GetValues<Role>().Select(PolicyReader.RoleName), Texts(acts["additionalProperties"]!["propertyNames"]!));
    }

    private static IEnumerable<string> Texts(JsonNode names) => names["enum"]!.AsArray().Select(name => (string)name!);

    private static string Table()
    {
        var policy = PolicyFile.Read(PolicyFile.Starting(), "policy.json", new ManualClock(Somebody.Noon));
        var text = new StringBuilder("| act | what it is | granted | denied |\n|---|---|---|---|\n");
        foreach (var act in Act.All)
        {
            var rules = policy.RulesOf(act);
            var granted = rules is null ? "everybody who signed in" : string.Join("<br>", rules.Grants.OrderBy(grant => grant.Key).Select(grant => Tell(act, grant.Key, grant.Value)));
            var denied = rules is null ? "" : string.Join(", ", rules.Denied.Order().Select(PolicyReader.RoleName));
            text.Append(CultureInfo.InvariantCulture, $"| `{act.Name}` | {act.Meaning} | {(granted.Length > 0 ? granted : "nobody but the owner of the folder, at its machine")} | {denied} |\n");
        }

        return text.ToString();
    }

    private static string Tell(Act act, Role role, Grant grant)
    {
        List<string> conditions = [];
        if (act.Is(ActTraits.Scoped)) conditions.Add(grant.Scope switch { ActScope.Own => "own", ActScope.Team => "own team", ActScope.Department => "own department", ActScope.All => "all" });
        if (act.Is(ActTraits.Parties)) conditions.Add(grant.Form switch { PartyForm.Pseudonym => "pseudonyms", PartyForm.Mask => "masked", PartyForm.Full => "whole numbers" });
        if (grant.NeedsReason) conditions.Add("with a reason");
        if (grant.DemandsSecondFactor) conditions.Add("second factor");
        if (grant.NeedsRequestFile) conditions.Add("on a request in writing");
        if (grant.HoursAfterContact is { } hours) conditions.Add(string.Create(CultureInfo.InvariantCulture, $"in a call, or up to {hours} h after the last contact"));
        if (grant.OnlyInHours) conditions.Add("in working hours");
        if (grant.QuotaPerDay is { } quota) conditions.Add(string.Create(CultureInfo.InvariantCulture, $"{quota} a day"));
        if (act.Is(ActTraits.Approval)) conditions.Add("never one's own request");
        return $"{PolicyReader.RoleName(role)}{(conditions.Count > 0 ? ": " + string.Join(", ", conditions) : "")}";
    }
}
