namespace Gudok.Numbers.Tests;

public sealed class DayKeyTests : IDisposable
{
    private static readonly DayPart _day = DayPart.OfDefault(new DateOnly(2026, 11, 21));

    private readonly VaultFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Day_key_is_durable_before_it_is_handed_out()
    {
        await using var vault = await _folder.OpenAsync();
        var key = vault.DayKeys.GetOrCreate(_day);
        Assert.Same(key, vault.DayKeys.GetOrCreate(_day));
        Assert.NotEqual(key, vault.DayKeys.GetOrCreate(_day with { Day = _day.Day.AddDays(1) }));
        await using var copy = await _folder.OpenAsync(_folder.Copy());
        Assert.True(copy.DayKeys.TryGet(_day, out var again));
        Assert.Equal(key, again);
        Assert.False(copy.DayKeys.TryGet(_day with { Day = _day.Day.AddDays(-1) }, out _));
    }

    [Fact]
    public async Task Destroyed_day_key_leaves_the_raw_files()
    {
        await using var vault = await _folder.OpenAsync();
        vault.DayKeys.GetOrCreate(_day);
        byte[] wrapped;
        using (var file = SqliteFile.OpenToRead(Path.Combine(_folder.Path, VaultFiles.Keys)))
        {
            using var query = file.Prepare("select wrapped from day_keys");
            Assert.True(query.Step());
            wrapped = query.Blob(0).ToArray();
        }

        Assert.Contains(VaultFolder.RawFiles(_folder.Path), raw => raw.AsSpan().IndexOf(wrapped) >= 0);
        Assert.True(vault.DayKeys.Destroy(_day));
        Assert.DoesNotContain(VaultFolder.RawFiles(_folder.Path), raw => raw.AsSpan().IndexOf(wrapped) >= 0);
        Assert.False(vault.DayKeys.TryGet(_day, out _));
        Assert.False(vault.DayKeys.Destroy(_day));
    }
}
