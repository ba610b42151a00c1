using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>Names of departments: they stand in records, in the journal and on pages, where no telephone number may be.</summary>
internal static class DepartmentName
{
    /// <summary>The most characters of a name.</summary>
    public const int MostCharacters = 100;

    /// <summary>The name as it is kept; null for none.</summary>
    /// <exception cref="AccessException">GDK-7004: it is too long, has line breaks, or could hold a telephone number.</exception>
    public static string? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var name = text.Trim();
        if (name.Length > MostCharacters || name.Any(char.IsControl) || PlainWords.HoldsNumber(name))
            throw new AccessException(AccessFaults.NothingToChange, $"a department's name has at most {MostCharacters} characters on one line, and no telephone number");
        return name;
    }
}
