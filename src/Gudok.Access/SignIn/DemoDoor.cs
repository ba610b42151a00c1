namespace Gudok.Access;

/// <summary>Lets anybody at this machine in as one of the demo's people. Exists in <c>gudok demo</c> only, where all is invented.</summary>
public sealed class DemoDoor
{
    private readonly SignInDesk _people;

    /// <summary>Opens the door: sessions that began at it hold as long as there is one.</summary>
    /// <param name="people">The people.</param>
    /// <param name="accounts">Whom one may enter as.</param>
    public DemoDoor(SignInDesk people, IReadOnlyList<PersonView> accounts)
    {
        ArgumentNullException.ThrowIfNull(people);
        (_people, Accounts) = (people, accounts);
        people.HasDemoDoor = true;
    }

    /// <summary>Whom one may enter as, one for each role.</summary>
    public IReadOnlyList<PersonView> Accounts { get; }

    /// <summary>Signs in as one of them without password and code.</summary>
    public Task<SignInAnswer> EnterAsync(string name, SignInPlace place, CancellationToken cancellationToken) =>
        _people.EnterDemoAsync(Accounts.FirstOrDefault(one => one.Name == name), place, cancellationToken);
}
