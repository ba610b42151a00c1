using System.Globalization;
using Gudok.Sip;

namespace Gudok.Calls.Tests;

public sealed class ZoneRuleTests
{
    [Theory]
    [InlineData("Europe/Moscow", "2026-03-02 12:00:00", "2026-03-02T09:00:00")]
    [InlineData("Europe/Moscow", "2012-07-01 12:00:00", "2012-07-01T08:00:00")]
    [InlineData("Europe/Berlin", "2025-07-01 12:00:00", "2025-07-01T10:00:00")]
    [InlineData("Asia/Kathmandu", "2025-07-01 12:00:00", "2025-07-01T06:15:00")]
    [InlineData("-03:30", "2025-07-01 12:00:00", "2025-07-01T15:30:00")]
    [InlineData("UTC", "2025-07-01 12:00:00", "2025-07-01T12:00:00")]
    public void Local_times_become_moments(string zone, string local, string moment) => Assert.Equal(moment, Resolve(zone, local, null));

    [Theory]
    [InlineData("Europe/Berlin", "2025-03-30 02:30:00")]
    [InlineData("Europe/Moscow", "2011-03-27 02:30:00")]
    [InlineData("Asia/Almaty", "2004-03-28 02:30:00")]
    public void A_time_that_clocks_passed_over_is_none(string zone, string local) => Assert.Null(Resolve(zone, local, null));

    [Theory]
    [InlineData("Europe/Berlin", "2025-10-26 02:30:00", "2025-10-26T00:30:00", "2025-10-26T01:30:00")]
    [InlineData("Europe/Moscow", "2014-10-26 01:30:00", "2014-10-25T21:30:00", "2014-10-25T22:30:00")]
    [InlineData("Asia/Almaty", "2024-02-29 23:30:00", "2024-02-29T17:30:00", "2024-02-29T18:30:00")]
    public void Of_a_time_that_came_twice_the_nearest_is_taken_else_the_earlier(string zone, string local, string earlier, string later)
    {
        Assert.Equal(earlier, Resolve(zone, local, null));
        Assert.Equal(earlier, Resolve(zone, local, earlier));
        Assert.Equal(later, Resolve(zone, local, later));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Moon/Crater")]
    [InlineData("+25:00")]
    [InlineData("+3")]
    public void A_zone_that_is_none_is_not_found(string name) => Assert.False(ZoneRule.TryFind(name, out _));

    private static string? Resolve(string zone, string local, string? near)
    {
        Assert.True(ZoneRule.TryFind(zone, out var rule));
        Instant? around = near is null ? null : Instant.TryParse(near, out var parsed) ? parsed : null;
        return rule.TryResolve(DateTime.Parse(local, CultureInfo.InvariantCulture), around, out var moment) ? moment.ToString()[..19] : null;
    }
}
