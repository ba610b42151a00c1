namespace Gudok.Access.Tests;

public sealed class ActorTests
{
    [Fact]
    public void Job_of_the_system_has_no_role_and_no_second_factor()
    {
        var job = new Actor { Kind = ActorKind.System, Id = "retention", Name = "retention" };
        Assert.All(Enum.GetValues<Role>(), role => Assert.False(job.Has(role)));
        Assert.False(job.HasSecondFactor);
    }
}
