namespace Gudok.Access;

/// <summary>Whose calls, requests and alerts a scope reaches.</summary>
public static class ScopeMembers
{
    /// <summary>Account names of the people in somebody's teams, or in their departments; none of scopes that rest on neither.</summary>
    /// <param name="teams">Who belongs to which; null where there are no teams.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="scope">How far the grant reaches.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public static async ValueTask<IReadOnlyCollection<string>> WithinAsync(this ITeamMembers? teams, Actor actor, ActScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (teams is null || actor.Teams.Count == 0) return [];
        return scope switch
        {
            ActScope.Own or ActScope.All => [],
            ActScope.Team => await teams.OfAsync(actor.Teams, cancellationToken).ConfigureAwait(false),
            ActScope.Department => await teams.OfDepartmentsAsync(actor.Teams, cancellationToken).ConfigureAwait(false),
        };
    }
}
