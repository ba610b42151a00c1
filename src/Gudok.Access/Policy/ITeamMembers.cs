namespace Gudok.Access;

/// <summary>Who belongs to which team and department.</summary>
public interface ITeamMembers
{
    /// <summary>Account names of everybody in any of the teams, leaders too.</summary>
    ValueTask<IReadOnlyCollection<string>> OfAsync(IReadOnlyList<string> teams, CancellationToken cancellationToken);

    /// <summary>Account names of everybody in any team of the departments that any of the teams is a part of, and in the teams themselves.</summary>
    ValueTask<IReadOnlyCollection<string>> OfDepartmentsAsync(IReadOnlyList<string> teams, CancellationToken cancellationToken);
}
