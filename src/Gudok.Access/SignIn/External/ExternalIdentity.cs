using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gudok.Access;

/// <summary>Whom a provider vouches for, as far as it concerns us.</summary>
internal sealed record ExternalIdentity
{
    private const int MaxSteps = 5;
    private const int MaxDisplayName = 120;

    /// <summary>The provider's name for the person. Never kept, logged or shown: a fingerprint of it is.</summary>
    public required string Subject { get; init; }

    /// <summary>The roles that the mapping gives.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Whether the provider says that a second factor was shown.</summary>
    public required bool HasSecondFactor { get; init; }

    /// <summary>When the person signed in there; null if it does not say.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>What it says of the person's mobile number; null if it was not asked or did not answer.</summary>
    public SaidNumber? Mobile { get; init; }

    /// <summary>The name for an account; null if it says none.</summary>
    public string? Name { get; init; }

    /// <summary>What the person is called; null if it does not say.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Reads a checked token by the provider's settings.</summary>
    public static ExternalIdentity Of(JsonWebToken token, ProviderOptions provider)
    {
        // The library gives a claim as one type or another, by its name; what was signed is JSON.
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        var said = payload.RootElement;
        var held = Values(said, provider.RolesClaim).ToHashSet(StringComparer.Ordinal);
        var factors = Values(said, "amr").Concat(Values(said, "acr"));
        return new ExternalIdentity
        {
            Subject = token.Subject,
            Roles = [.. Mapping(provider).Where(one => held.Contains(one.Value)).Select(one => one.Role).Distinct()],
            HasSecondFactor = factors.Intersect(provider.SecondFactor, StringComparer.Ordinal).Any(),
            Mobile = SaidNumber.Of(said, provider),
            AuthenticatedAt = IdTokenCheck.AuthenticatedAt(token),
            Name = Values(said, provider.NameClaim).FirstOrDefault(),
            // Of citizens no name is kept: nothing here needs it.
            DisplayName = provider.Kind == ProviderKind.Oidc && Values(said, "name").FirstOrDefault() is { Length: > 0 and <= MaxDisplayName } name ? name : null,
        };
    }

    /// <summary>The lines of the mapping.</summary>
    public static IEnumerable<(string Value, Role Role)> Mapping(ProviderOptions provider)
    {
        foreach (var line in provider.Roles)
        {
            if (ProviderCheck.TryReadRole(line, out var value, out var role)) yield return (value, role);
        }
    }

    /// <summary>What stands under a claim's name, with dots between the steps; null if nothing does.</summary>
    public static JsonElement? Find(JsonElement said, string claim)
    {
        if (claim.Length == 0 || said.ValueKind != JsonValueKind.Object) return null;
        // Some claims have dots in their names (https://example.org/roles): the whole name first.
        if (said.TryGetProperty(claim, out var whole)) return whole;
        var at = said;
        foreach (var step in claim.Split('.', MaxSteps))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at)) return null;
        }

        return at;
    }

    private static IEnumerable<string> Values(JsonElement said, string claim) => Find(said, claim) is { } found ? Texts(found) : [];

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!),
        _ => [],
    };
}
