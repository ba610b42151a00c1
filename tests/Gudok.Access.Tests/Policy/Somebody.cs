namespace Gudok.Access.Tests;

/// <summary>People for the policy to decide on.</summary>
internal static class Somebody
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public static Actor With(params Role[] roles) => new()
    {
        Kind = roles.Contains(Role.ServiceClient) ? ActorKind.Client : ActorKind.Person,
        Id = "u-1",
        Name = "ivanova",
        Roles = roles,
        Teams = ["north"],
        HasSecondFactor = true,
        Address = "192.0.2.7",
        Session = "s-1",
    };

    /// <summary>A case in which every condition of the starting policy holds: the actor's own call, just over.</summary>
    public static ActContext OwnCase { get; } = new()
    {
        IsOfOne = true,
        Owner = "ivanova",
        TeamMembers = ["ivanova", "petrov"],
        Reason = "asked to be called back",
        RequestFile = "in-17",
        LastContact = Noon,
        PartDigits = 4,
    };
}
