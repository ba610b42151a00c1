namespace Gudok.Numbers.Tests;

public sealed class EpochTests : IDisposable
{
    private readonly VaultFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Trait("Case", "49")]
    [Fact]
    public async Task Search_in_mid_rotation_finds_parties_of_both_epochs_also_after_a_restart()
    {
        await using (var vault = await _folder.OpenAsync())
        {
            await vault.ResolveAsync(Numbers.Many(250), default);
            _folder.Clock.Now += TimeSpan.FromDays(7);
            await vault.ResolveAsync(Numbers.Many(250, 250), default);
        }

        Assert.Equal(2, _folder.Keys.Epochs.Numbers.Count);
        await using var reopened = await _folder.OpenAsync();
        foreach (var party in Numbers.Many(500)) Assert.NotNull(await reopened.FindAsync(party, default));
        await reopened.DirectoryLoaded;
        Assert.Equal(500, (await reopened.SearchAsync("7903", NumberReach.AllDigits, 600, default)).Ids.Count);
    }

    [Fact]
    public async Task Old_copy_of_keys_db_dies_within_thirty_days_and_the_vault_does_not()
    {
        await using var vault = await _folder.OpenAsync();
        var ids = (await vault.ResolveAsync(Numbers.Many(250), default)).Select(one => one!.Id).ToList();
        var day = vault.DayKeys.GetOrCreate(DayPart.OfDefault(new DateOnly(2026, 11, 21))).ToArray();
        var copy = _folder.Copy();
        var made = _folder.Clock.Now;

        // Up to the end of the third week the backup opens; the service runs once a day.
        for (var days = 1; days <= 30; days++)
        {
            _folder.Clock.Now = made + TimeSpan.FromDays(days);
            await vault.MoveToCurrentEpochAsync(default);
            if (days != 20) continue;
            await using var backup = await _folder.OpenAsync(copy);
            Assert.Equal(250, backup.State.Living);
        }

        Assert.DoesNotContain(EpochKeys.WeekOf(made), _folder.Keys.Epochs.Numbers);
        Assert.All(await vault.ReadAsync(ids, default), one => Assert.Equal(PartyStatus.Known, one.Status));
        Assert.Equal(day, vault.DayKeys.GetOrCreate(DayPart.OfDefault(new DateOnly(2026, 11, 21))));
    }

    [Fact]
    public async Task Vault_that_slept_for_months_moves_and_forgets_its_old_epochs()
    {
        PartyId id;
        await using (var vault = await _folder.OpenAsync()) id = (await vault.ResolveAsync(Numbers.Many(1), default))[0]!.Id;
        var copy = _folder.Copy();
        _folder.Clock.Now += TimeSpan.FromDays(100);
        await using var later = await _folder.OpenAsync();
        await later.MoveToCurrentEpochAsync(default);
        Assert.Equal([EpochKeys.WeekOf(_folder.Clock.Now)], _folder.Keys.Epochs.Numbers);
        Assert.Equal(PartyStatus.Known, (await later.ReadAsync([id], default))[0].Status);
        var fault = await Assert.ThrowsAsync<VaultException>(async () => await _folder.OpenAsync(copy));
        Assert.Equal(NumbersFaults.KeySourceWrong, fault.Code);
    }

    [Fact]
    public async Task Parties_created_and_erased_while_it_moves_stay_right()
    {
        await using var vault = await _folder.OpenAsync();
        var first = await vault.ResolveAsync(Numbers.Many(1000), default);
        _folder.Clock.Now += TimeSpan.FromDays(8);
        var moving = Task.Run(async () => await vault.MoveToCurrentEpochAsync(default));
        await vault.EraseAsync(first[500]!.Id, default);
        await vault.ResolveAsync(Numbers.Many(500, 1000), default);
        await moving;
        await vault.EraseAsync(first[501]!.Id, default);
        await using var copy = await _folder.OpenAsync(_folder.Copy());
        Assert.Equal((1498L, 2L), (copy.State.Living, copy.State.Erased));
    }

    [Fact]
    public void A_clock_that_ran_ahead_and_came_back_goes_on_with_the_later_epoch()
    {
        using var ring = KeyRing.CreateEphemeral();
        Assert.Equal(10, ring.Epochs.Ensure(10));
        Assert.Equal(10, ring.Epochs.Ensure(9));
        Assert.Equal([10], ring.Epochs.Numbers);
    }

    [Fact]
    public void Weeks_begin_on_monday_at_midnight_utc()
    {
        var monday = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(EpochKeys.WeekOf(monday), EpochKeys.WeekOf(monday.AddDays(6.9)));
        Assert.Equal(EpochKeys.WeekOf(monday), EpochKeys.WeekOf(monday.AddTicks(-1)) + 1);
        Assert.Equal(EpochKeys.WeekOf(monday), EpochKeys.WeekOf(monday.ToOffset(TimeSpan.FromHours(-8))));
    }
}
