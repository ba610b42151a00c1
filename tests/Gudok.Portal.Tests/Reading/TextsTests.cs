using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Gudok.Portal.Tests;

public sealed class TextsTests
{
    [Fact]
    public void Both_languages_say_everything_and_fill_the_same_places()
    {
        foreach (var text in typeof(Texts).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(text => text.PropertyType == typeof(string)))
        {
            var (russian, english) = ((string)text.GetValue(Texts.Russian)!, (string)text.GetValue(Texts.English)!);
            Assert.False(string.IsNullOrWhiteSpace(russian) || string.IsNullOrWhiteSpace(english), text.Name);
            Assert.Equal(Places(russian), Places(english));
            Assert.False(Regex.IsMatch(english, "[А-Яа-яЁё]"), text.Name);
            if (russian == english) Assert.Contains(text.Name, (string[])[nameof(Texts.MediaRtcp), nameof(Texts.None), nameof(Texts.SessionId)]);
        }
    }

    [Theory]
    [InlineData("en-GB,en;q=0.9", null, "", "Call history")]
    [InlineData("de,en;q=0.5,ru;q=0.4", null, "", "Call history")]
    [InlineData("de", null, "", "История звонков")]
    [InlineData("en", "gudok-lang=ru", "", "История звонков")]
    [InlineData("ru", "gudok-lang=ru", "?lang=en", "Call history")]
    [InlineData("ru", "gudok-lang=%3Cscript%3E", "?lang=fr", null)]
    public async Task The_language_is_the_one_asked_for(string accepted, string? cookie, string query, string? heading)
    {
        await using var host = await PortalHost.StartAsync(1);
        var answer = await host.GetPageAsync("/calls" + query, accepted, cookie);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        if (heading is not null) Assert.Contains($"<h1>{heading}</h1>", html, StringComparison.Ordinal);
        Assert.Equal(query == "?lang=en", answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public void Waits_read_in_the_readers_language()
    {
        Assert.Equal("3.2\u00a0s", Say.Wait(Texts.English, 3200));
        Assert.Equal("3,2\u00a0с", Say.Wait(Texts.Russian, 3200));
    }

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(59_999, "0:59")]
    [InlineData(750_000, "12:30")]
    [InlineData(3_723_000, "1:02:03")]
    [InlineData(90_000_000, "25:00:00")]
    public void Durations_read_as_a_clock(long milliseconds, string text) => Assert.Equal(text, Say.Duration(milliseconds));

    [Fact]
    public void A_day_without_a_midnight_begins_when_its_clock_does() =>
        Assert.Equal(
            "2018-11-04T03:00:00.000000Z",
            Say.StartOf(new DateOnly(2018, 11, 4), TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo")).ToString());

    private static IEnumerable<string> Places(string text) => Regex.Matches(text, @"\{\d\}").Select(place => place.Value).Order(StringComparer.Ordinal);
}
