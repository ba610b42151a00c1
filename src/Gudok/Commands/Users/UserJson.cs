using System.Text.Json.Serialization;
using Gudok.Access;

namespace Gudok;

/// <summary>An account as commands print it for programs.</summary>
internal sealed record UserJson(
    string Id,
    string Name,
    string? DisplayName,
    string? Email,
    string[] Roles,
    IReadOnlyList<string> Teams,
    IReadOnlyList<string> Departments,
    IReadOnlyList<ExtensionView> Extensions,
    [property: JsonPropertyName("numberLinked")] bool HasNumber,
    [property: JsonPropertyName("secondFactor")] bool HasSecondFactor,
    IReadOnlyList<string> Links,
    DateTimeOffset? OneTimePasswordUntil,
    DateTimeOffset? BlockedAt,
    DateTimeOffset? ShutUntil,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSignInAt)
{
    /// <summary>Of an account.</summary>
    public static UserJson Of(PersonView person) => new(
        person.Id, person.Name, person.DisplayName, person.Email, [.. person.Roles.Select(AccessWords.Word)], person.Teams, person.Departments, person.Extensions,
        person.HasNumber, person.HasSecondFactor, person.Links, person.OneTimeUntil, person.BlockedAt, person.ShutUntil, person.CreatedAt, person.LastSignInAt);
}

/// <summary>What lets a person in once, as commands print it for programs.</summary>
internal sealed record OneTimeJson(string Name, string OneTimePassword, DateTimeOffset Until);
