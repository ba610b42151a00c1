using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>Whose which extension was on which day, and of which department people are, as it stood at one moment. Immutable.</summary>
public sealed class ExtensionBook
{
    private readonly Dictionary<PhoneNumber, (DateOnly From, DateOnly? Until, string Name)[]> _uses;
    private readonly Dictionary<string, string> _departments;

    internal ExtensionBook(
        IEnumerable<(string Extension, DateOnly From, DateOnly? Until, string Name)> uses, IEnumerable<(string Name, string Department)> departments, long revision)
    {
        // Whoever works for several: nobody could tell for which of them a call was.
        _departments = departments.Distinct().GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => group.Single().Department, StringComparer.OrdinalIgnoreCase);
        _uses = uses.GroupBy(use => NumberOf(use.Extension)).ToDictionary(group => group.Key, group => group.Select(use => (use.From, use.Until, use.Name)).ToArray());
        Revision = revision;
    }

    /// <summary>Whether nobody has an extension or a department.</summary>
    public bool IsEmpty => _uses.Count == 0 && _departments.Count == 0;

    /// <summary>The state of the accounts that it was read from: <see cref="PeopleDesk.Revision"/>.</summary>
    internal long Revision { get; }

    /// <summary>The name of the account that had an extension on a day; null if nobody had it.</summary>
    /// <param name="extension">The extension, packed as <see cref="PartyKind.Internal"/>.</param>
    /// <param name="day">The day by the calendar of the house.</param>
    public string? OperatorOf(PhoneNumber extension, DateOnly day)
    {
        if (!_uses.TryGetValue(extension, out var uses)) return null;
        foreach (var (from, until, name) in uses)
        {
            if (from <= day && (until is not { } end || day <= end)) return name;
        }

        return null;
    }

    /// <summary>The department of an account's teams; null if they have none, or several.</summary>
    /// <param name="name">The account's name; case does not matter.</param>
    public string? DepartmentOf(string name) => _departments.GetValueOrDefault(name);

    /// <summary>The extensions that an account has or had, packed as <see cref="PartyKind.Internal"/>.</summary>
    /// <param name="name">The account's name; case does not matter.</param>
    public IEnumerable<PhoneNumber> ExtensionsOf(string name) =>
        _uses.Where(use => use.Value.Any(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)) && use.Key != default).Select(use => use.Key);

    // What is kept has been checked when it was given; anything else would be nobody's.
    private static PhoneNumber NumberOf(string digits) => PhoneNumber.TryCreate(PartyKind.Internal, digits, out var number) ? number : default;
}
