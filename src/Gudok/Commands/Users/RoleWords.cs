using Gudok.Access;

namespace Gudok;

/// <summary>Roles that a person can have, by the words of the policy: a program has a token, not an account.</summary>
internal static class RoleWords
{
    private static readonly IReadOnlyList<Role> _ofPeople = [.. Enum.GetValues<Role>().Where(role => role != Role.ServiceClient)];

    /// <summary>All of them.</summary>
    public static string All => string.Join(", ", _ofPeople.Select(AccessWords.Word));

    /// <summary>Reads the word of a role; case and hyphens do not count, as it is typed by hand.</summary>
    public static bool TryRead(string word, out Role role)
    {
        var plain = word.Replace("-", "", StringComparison.Ordinal);
        var found = _ofPeople.Where(known => string.Equals(AccessWords.Word(known), plain, StringComparison.OrdinalIgnoreCase)).ToList();
        role = found.FirstOrDefault();
        return found.Count > 0;
    }
}
