using System.Globalization;
using Gudok.Access;
using Gudok.Numbers;

namespace Gudok;

/// <summary>The invented people of the demo: one for each role.</summary>
internal static class DemoPeople
{
    private static readonly (string Name, string DisplayName, Role Role, string? Team)[] Everybody =
    [
        ("sokolova", "Вера Соколова", Role.Operator, "Первая линия"),
        ("belov", "Игорь Белов", Role.ContractorOperator, "Подрядчик"),
        ("orlova", "Марина Орлова", Role.Supervisor, "Первая линия"),
        ("lebedev", "Павел Лебедев", Role.Analyst, null),
        ("gromov", "Степан Громов", Role.Auditor, null),
        ("zaitseva", "Ольга Зайцева", Role.PrivacyOfficer, null),
        ("kuznetsov", "Артём Кузнецов", Role.Administrator, null),
        ("morozova", "Нина Морозова", Role.Citizen, null),
    ];

    // Of the 120 extensions of the simulated centre, from 2001 on.
    private static readonly (string Name, int First, int Count)[] Extensions = [("sokolova", 2001, 40), ("belov", 2041, 20)];

    // A caller of the recorded capture: the citizen has calls to see from the first moment.
    private const string Citizen = "morozova";
    private const string CitizensNumber = "79165550100";

    /// <summary>Makes those who are not there yet.</summary>
    /// <param name="people">Where.</param>
    /// <param name="today">The day from which on their extensions are theirs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyList<PersonView>> MakeAsync(PeopleDesk people, DateOnly today, CancellationToken cancellationToken)
    {
        var known = (await people.ListAsync(cancellationToken).ConfigureAwait(false)).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, displayName, role, team) in Everybody.Where(one => !known.Contains(one.Name)))
        {
            var wanted = new NewAccount(name, [role]) { DisplayName = displayName, Teams = team is null ? [] : [team] };
            await people.AddAsync(LocalActors.Owner, wanted, cancellationToken).ConfigureAwait(false);
            foreach (var extension in Extensions.Where(one => one.Name == name).SelectMany(one => Enumerable.Range(one.First, one.Count)))
                await people.GiveExtensionAsync(LocalActors.Owner, name, extension.ToString(CultureInfo.InvariantCulture), today, cancellationToken).ConfigureAwait(false);
            // From the day before: at midnight the recording ended yesterday.
            if (name == Citizen && PhoneNumber.TryCreate(PartyKind.E164, CitizensNumber, out var number))
                await people.LinkNumberAsync(LocalActors.Owner, name, number, today.AddDays(-1), cancellationToken).ConfigureAwait(false);
        }

        if (known.Count == 0) await people.ChangeDepartmentAsync(LocalActors.Owner, "Первая линия", "Контакт-центр", cancellationToken).ConfigureAwait(false);
        var all = await people.ListAsync(cancellationToken).ConfigureAwait(false);
        return [.. Everybody.Select(one => all.First(person => person.Name == one.Name))];
    }
}
