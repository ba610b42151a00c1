namespace Gudok.Access;

/// <summary>What kind of act it is, and so what a grant of it has to say.</summary>
[Flags]
internal enum ActTraits
{
    /// <summary>Granted or not, nothing more.</summary>
    None = 0,

    /// <summary>Shows or looks for parties: a grant says in which form.</summary>
    Parties = 1,

    /// <summary>Done to calls, requests or people of somebody: a grant says whose.</summary>
    Scoped = 2,

    /// <summary>Decides on what somebody asked for: never on what one asked for oneself.</summary>
    Approval = 4,

    /// <summary>Shows or tells numbers one by one: counted, all such acts of a person together.</summary>
    Counted = 8,

    /// <summary>Shows no number, and tells something of one each time: counted, each such act by itself.</summary>
    CountedAlone = 64,

    /// <summary>Done to one call with a party: a grant may end some hours after the last contact.</summary>
    Contact = 16,

    /// <summary>Everybody who signed in may do it, and no policy takes it away: it concerns the actor alone.</summary>
    Everyone = 32,
}
