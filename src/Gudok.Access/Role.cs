namespace Gudok.Access;

/// <summary>What somebody is here for. Somebody may have several roles; what one of them denies stays denied.</summary>
public enum Role
{
    /// <summary>The person whom calls are about: sees what concerns that person.</summary>
    Citizen,

    /// <summary>Talks to citizens: own calls, and the numbers of the task in hand.</summary>
    Operator,

    /// <summary>An operator whom another organisation employs.</summary>
    ContractorOperator,

    /// <summary>Leads a team.</summary>
    Supervisor,

    /// <summary>Works on pseudonymised records.</summary>
    Analyst,

    /// <summary>Reads the journal and checks proofs; changes nothing.</summary>
    Auditor,

    /// <summary>Answers for personal data (152-FZ, article 22.1).</summary>
    PrivacyOfficer,

    /// <summary>Runs the system and sees no numbers.</summary>
    Administrator,

    /// <summary>A program of another system.</summary>
    ServiceClient,
}
