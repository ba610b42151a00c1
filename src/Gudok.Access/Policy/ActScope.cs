namespace Gudok.Access;

/// <summary>Whose calls, requests or exports a grant reaches; each reaches more than the one before.</summary>
public enum ActScope
{
    /// <summary>One's own: the calls that one took, the requests that one made; of a citizen what concerns that person.</summary>
    Own,

    /// <summary>Those of the people in one's teams.</summary>
    Team,

    /// <summary>All.</summary>
    All,
}
