using System.Globalization;
using System.Text.Json;
using Gudok.Access;

namespace Gudok;

/// <summary>Accounts as commands print them.</summary>
internal static class UserText
{
    /// <summary>One line.</summary>
    public static string Line(PersonView person) =>
        $"{person.Name,-20} {string.Join(", ", person.Roles.Select(AccessWords.Word)),-32} {State(person)}{(person.Teams.Count > 0 ? "  teams: " + string.Join(", ", person.Teams) : "")}"
        + (person.HasNumber ? "  number linked" : "") + (person.DisplayName is { } name ? $"  ({name})" : "");

    /// <summary>All that is known.</summary>
    public static IEnumerable<string> Lines(PersonView person) =>
    [
        $"name           {person.Name}",
        $"called         {person.DisplayName ?? "-"}",
        $"e-mail         {person.Email ?? "-"}",
        $"roles          {string.Join(", ", person.Roles.Select(AccessWords.Word))}",
        $"teams          {(person.Teams.Count > 0 ? string.Join(", ", person.Teams) : "-")}",
        $"departments    {(person.Departments.Count > 0 ? string.Join(", ", person.Departments) : "-")}",
        .. person.Extensions.Select(use => $"extension      {use.Extension} from {use.From:yyyy-MM-dd}{(use.Until is { } until ? $" until {until:yyyy-MM-dd}" : "")}"),
        .. person.Roles.Contains(Role.Citizen) ? [$"number         {(person.HasNumber ? "linked" : "-")}"] : Array.Empty<string>(),
        $"state          {State(person)}",
        $"second factor  {(person.HasSecondFactor ? "yes" : "none yet")}",
        $"signs in by    {(person.Links.Count > 0 ? string.Join(", ", person.Links) : "-")}",
        $"made           {Time(person.CreatedAt)}",
        $"last sign-in   {(person.LastSignInAt is { } at ? Time(at) : "never")}",
        $"id             {person.Id}",
    ];

    /// <summary>What lets a person in once.</summary>
    public static string Of(OneTimeAccess access) =>
        $"Account {access.Name}. One-time password, shown this once:  {access.Password}\nIt holds until {Time(access.Until)}; signing in with it asks for an own password and a second factor.";

    /// <summary>An account for programs.</summary>
    public static string Json(PersonView person) => JsonSerializer.Serialize(UserJson.Of(person), CommandJson.Default.UserJson);

    /// <summary>Accounts for programs.</summary>
    public static string Json(IEnumerable<PersonView> people) => JsonSerializer.Serialize(people.Select(UserJson.Of).ToArray(), CommandJson.Default.UserJsonArray);

    /// <summary>What lets a person in once, for programs.</summary>
    public static string Json(OneTimeAccess access) => JsonSerializer.Serialize(new OneTimeJson(access.Name, access.Password, access.Until), CommandJson.Default.OneTimeJson);

    private static string State(PersonView person) => person switch
    {
        { BlockedAt: { } since } => "blocked since " + Time(since),
        { ShutUntil: { } until } => $"shut until {Time(until)} after wrong attempts",
        { OneTimeUntil: { } until } => "one-time password until " + Time(until),
        _ => "active",
    };

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
