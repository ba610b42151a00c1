namespace Gudok.Access;

/// <summary>Whose calls, requests or exports a grant reaches; each reaches more than the one before.</summary>
public enum ActScope
{
    /// <summary>One's own: the calls that one took, the requests that one made; of a citizen what concerns that person.</summary>
    Own,

    /// <summary>Those of the people in one's teams.</summary>
    Team,

    /// <summary>Those of the people in all teams of the departments that one's teams are parts of; of one's own teams in any case.</summary>
    Department,

    /// <summary>All.</summary>
    All,
}
