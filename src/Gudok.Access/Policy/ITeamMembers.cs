namespace Gudok.Access;

/// <summary>Who belongs to which team.</summary>
public interface ITeamMembers
{
    /// <summary>Account names of everybody in any of the teams, leaders too.</summary>
    ValueTask<IReadOnlyCollection<string>> OfAsync(IReadOnlyList<string> teams, CancellationToken cancellationToken);
}
