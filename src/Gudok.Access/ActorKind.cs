namespace Gudok.Access;

/// <summary>What kind of somebody acts.</summary>
public enum ActorKind
{
    /// <summary>A person who signed in.</summary>
    Person,

    /// <summary>A program with a token.</summary>
    Client,

    /// <summary>Whoever owns the data folder and its key source, at the command line of the machine.</summary>
    Owner,

    /// <summary>The system itself: a job that no one started.</summary>
    System,
}
