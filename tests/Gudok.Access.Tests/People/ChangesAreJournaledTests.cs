namespace Gudok.Access.Tests;

/// <summary>What is done to accounts is written down before it is done.</summary>
public sealed class ChangesAreJournaledTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_change_has_its_entry_with_actor_and_account()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        var desk = people.Desk;
        await desk.ChangeRolesAsync(TestPeople.Owner, "ivanov", [Role.Auditor], [], Stop);
        await desk.ChangeTeamsAsync(TestPeople.Owner, "ivanov", ["Первая"], [], null, Stop);
        await desk.GiveExtensionAsync(TestPeople.Owner, "ivanov", "101", new DateOnly(2026, 11, 1), Stop);
        await desk.BlockAsync(TestPeople.Owner, "ivanov", "left", Stop);
        await desk.UnblockAsync(TestPeople.Owner, "ivanov", "back", Stop);
        await desk.ResetPasswordAsync(TestPeople.Owner, "ivanov", Stop);
        await desk.ResetSecondFactorAsync(TestPeople.Owner, "ivanov", Stop);
        Assert.Equal(
            ["user.add", "user.role", "user.team", "user.extension", "user.block", "user.unblock", "user.password", "user.second-factor"],
            people.Journal.Entries.Select(entry => entry.Act));
        var id = (await desk.FindAsync("ivanov", Stop)).Id;
        Assert.All(people.Journal.Entries, entry => Assert.Equal(("os:test", "user:" + id), (entry.Actor.Id, Assert.Single(entry.Objects))));
        Assert.Equal("left", people.Journal.Entries[4].Reason);
    }

    [Fact]
    public async Task What_cannot_be_journaled_is_not_done()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        people.Journal.IsBroken = true;
        await Assert.ThrowsAsync<AccessException>(() => people.Desk.BlockAsync(TestPeople.Owner, "ivanov", "left", Stop));
        await Assert.ThrowsAsync<AccessException>(() => people.AddAsync("petrov"));
        Assert.Null(Assert.Single(await people.Desk.ListAsync(Stop)).BlockedAt);
    }

    [Fact]
    public async Task Entries_say_what_changed()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov", Role.Operator, Role.PrivacyOfficer);
        var desk = people.Desk;
        await desk.ChangeRolesAsync(TestPeople.Owner, "ivanov", [], [Role.Operator], Stop);
        await desk.ChangeTeamsAsync(TestPeople.Owner, "ivanov", ["Первая, ночь", "Вторая"], [], "Север", Stop);
        await desk.ChangeTeamsAsync(TestPeople.Owner, "ivanov", [], ["Вторая"], null, Stop);
        await desk.GiveExtensionAsync(TestPeople.Owner, "ivanov", "1017", new DateOnly(2026, 11, 1), Stop);
        Assert.Equal(
            [
                "roles: operator, privacyOfficer", "operator, privacyOfficer -> privacyOfficer", "joins Первая, ночь, Вторая; department: Север",
                "leaves Вторая", "extension 1*** from 2026-11-01",
            ],
            people.Journal.Entries.Select(entry => entry.Detail));
    }

    [Fact]
    public async Task A_refused_change_of_ones_own_rights_has_its_entry()
    {
        await using var people = new TestPeople();
        await people.AddAsync("anna", Role.Administrator);
        var anna = new Actor { Kind = ActorKind.Person, Id = (await people.Desk.FindAsync("anna", Stop)).Id, Name = "anna", Roles = [Role.Administrator] };
        await Assert.ThrowsAsync<AccessException>(() => people.Desk.ChangeRolesAsync(anna, "anna", [Role.PrivacyOfficer], [], Stop));
        var entry = people.Journal.Entries[^1];
        Assert.Equal(("user.role", ActOutcome.Refused, anna.Id, RefusalWords.Name(Refusal.OwnRequest)), (entry.Act, entry.Outcome, entry.Actor.Id, entry.Detail));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Nobody_is_blocked_or_let_in_again_without_a_reason(string reason)
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        Assert.Equal(AccessFaults.NoReason, (await Assert.ThrowsAsync<AccessException>(() => people.Desk.BlockAsync(TestPeople.Owner, "ivanov", reason, Stop))).Code);
        await people.Desk.BlockAsync(TestPeople.Owner, "ivanov", "left", Stop);
        Assert.Equal(AccessFaults.NoReason, (await Assert.ThrowsAsync<AccessException>(() => people.Desk.UnblockAsync(TestPeople.Owner, "ivanov", reason, Stop))).Code);
    }

    [Fact]
    public async Task What_fails_after_its_entry_has_a_second_one_that_says_so_and_is_not_called_nothing_to_change()
    {
        await using var people = new TestPeople();
        await people.AddAsync("ivanov");
        // Somebody else changes the account between look and change: when the first entry is written.
        var isFirst = true;
        people.Journal.Written = async entry =>
        {
            if (entry.Act != "user.block" || !isFirst) return;
            isFirst = false;
            await people.Desk.ChangeRolesAsync(TestPeople.Owner, "ivanov", [Role.Auditor], [], Stop);
        };
        Assert.Equal(AccessFaults.ChangedMeanwhile, (await Assert.ThrowsAsync<AccessException>(() => people.Desk.BlockAsync(TestPeople.Owner, "ivanov", "left", Stop))).Code);
        Assert.Equal([ActOutcome.Done, ActOutcome.Failed], people.Journal.Entries.Where(entry => entry.Act == "user.block").Select(entry => entry.Outcome));
        Assert.Null((await people.Desk.FindAsync("ivanov", Stop)).BlockedAt);
    }
}
