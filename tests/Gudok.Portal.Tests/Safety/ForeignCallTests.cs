using System.Net;
using System.Text.Json;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Portal.Tests;

/// <summary>Attempts to get at what is another's, and at numbers digit by digit: each fails, and each is in the journal.</summary>
public sealed class ForeignCallTests : IAsyncLifetime
{
    private static readonly string[] Ways = ["/api/v1/calls/{0}", "/api/v1/calls/{0}/messages", "/api/v1/calls/{0}/evidence", "/api/v1/calls/{0}/amendments", "/calls/{0}", "/calls/{0}/evidence"];

    private PortalHost _host = null!;
    private CallView _own = null!;
    private CallView _teams = null!;
    private CallView _foreign = null!;
    private CallView _nobodys = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await PortalHost.StartAsync(0, policy: Everybody.Starting(new ManualClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero))));
        (_own, _teams, _foreign, _nobodys) = (Call(1, "ivanova"), Call(2, "petrov"), Call(3, "sidorov"), Call(4, null));
        foreach (var call in new[] { _own, _teams, _foreign, _nobodys }) _host.Reader.Publish(call);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("operator:ivanova")]
    [InlineData("contractorOperator:ivanova")]
    [InlineData("supervisor:ivanova")]
    public async Task The_call_of_another_team_opens_in_no_way(string who)
    {
        foreach (var call in new[] { _foreign, _nobodys })
        {
            foreach (var way in Ways)
            {
                _host.Journal.Clear();
                using var answer = await _host.AskAsAsync(who, HttpMethod.Get, string.Format(System.Globalization.CultureInfo.InvariantCulture, way, call.Id));
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
                Assert.Equal(ActOutcome.Refused, Assert.Single(_host.Journal.Entries).Outcome);
            }

            using var amended = await _host.AskAsAsync(who, HttpMethod.Post, $"/api/v1/calls/{call.Id}/amendments", """{"topic":"mine now"}""");
            Assert.Equal(HttpStatusCode.Forbidden, amended.StatusCode);
        }
    }

    [Fact]
    public async Task A_supervisor_opens_a_call_of_the_team_and_an_operator_only_the_own()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("supervisor:ivanova", _teams));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("operator:ivanova", _teams));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("operator:ivanova", _own));
    }

    [Theory]
    [InlineData("operator:ivanova", "ivanova")]
    [InlineData("supervisor:ivanova", "ivanova,petrov")]
    [InlineData("analyst:ivanova", null)]
    public async Task A_search_is_narrowed_to_the_scope(string who, string? operators)
    {
        using var answer = await _host.AskAsAsync(who, HttpMethod.Post, "/api/v1/calls/search", "{}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(operators, _host.Reader.LastSearch!.Operators is { } names ? string.Join(',', names.Order(StringComparer.Ordinal)) : null);
    }

    [Fact]
    public async Task Asking_for_anothers_calls_by_name_finds_none()
    {
        using var answer = await _host.AskAsAsync("operator:ivanova", HttpMethod.Post, "/api/v1/calls/search", """{"operator":["sidorov"]}""");
        using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.DoesNotContain("sidorov", _host.Reader.LastSearch!.Operators!);
        Assert.DoesNotContain("ivanova", _host.Reader.LastSearch!.Operators!);
        Assert.Equal(0, page.RootElement.GetProperty("calls").GetArrayLength());
    }

    [Theory]
    [InlineData("/api/v1/calls/search")]
    [InlineData("/calls/search")]
    [InlineData("/calls/live")]
    public async Task An_operator_may_not_search_by_a_part_anywhere(string way)
    {
        using var answer = await _host.AskAsAsync("operator:ivanova", HttpMethod.Post, way, """{"number":"916 55"}""");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var entry = _host.Journal.Entries.Single(entry => entry.Act == "number.search-part");
        Assert.Equal((ActOutcome.Refused, "noRole; 5 digits"), (entry.Outcome, entry.Detail));
        Assert.DoesNotContain(_host.Journal.Entries, one => (one.Detail ?? "").Contains("916", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_analyst_may_not_search_by_a_number_whole_or_not()
    {
        foreach (var number in new[] { "+7 916 555-01-01", "5550", "112" })
        {
            using var answer = await _host.AskAsAsync("analyst:lebedev", HttpMethod.Post, "/api/v1/calls/search", $$"""{"number":"{{number}}"}""");
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.All(_host.Journal.Entries, entry => Assert.Equal(ActOutcome.Refused, entry.Outcome));
    }

    [Fact]
    public async Task A_supervisor_searches_by_four_digits_until_the_quota_is_used_and_by_three_never()
    {
        async Task<HttpStatusCode> AskAsync(string part)
        {
            using var answer = await _host.AskAsAsync("supervisor:ivanova", HttpMethod.Post, "/api/v1/calls/search", $$"""{"number":"{{part}}"}""");
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("916"));
        for (var turn = 0; turn < 50; turn++) Assert.Equal(HttpStatusCode.OK, await AskAsync("91655"));
        Assert.Equal(NumberReach.Whole | NumberReach.AllDigits, _host.Reader.LastSearch!.Reach);
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("91655"));
        Assert.Equal("quotaUsed; 5 digits", _host.Journal.Entries[^1].Detail);
        Assert.Equal(HttpStatusCode.OK, await AskAsync("+7 916 555-01-01"));
        Assert.Equal(NumberReach.Whole, _host.Reader.LastSearch!.Reach);
    }

    [Fact]
    public async Task Whole_numbers_are_guessed_so_often_a_day_and_no_more_found_or_not()
    {
        async Task<HttpStatusCode> AskAsync(int guess)
        {
            using var answer = await _host.AskAsAsync("contractorOperator:ivanova", HttpMethod.Post, "/api/v1/calls/search", $$"""{"number":"+7912{{guess:D5}}89"}""");
            return answer.StatusCode;
        }

        for (var guess = 0; guess < 50; guess++) Assert.Equal(HttpStatusCode.OK, await AskAsync(guess));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(50));
        Assert.Equal(("number.search", ActOutcome.Refused, "quotaUsed"), (_host.Journal.Entries[^1].Act, _host.Journal.Entries[^1].Outcome, _host.Journal.Entries[^1].Detail));
    }

    [Fact]
    public async Task A_refused_page_is_kind_and_says_what_helps()
    {
        using var answer = await _host.AskAsAsync("operator:ivanova", HttpMethod.Get, $"/calls/{_foreign.Id}", isPage: true);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Вам это не разрешено", page, StringComparison.Ordinal);
        Assert.Contains("GDK-7414", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/keeping\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_journal_does_not_take_is_not_shown()
    {
        _host.Journal.IsBroken = true;
        using var answer = await _host.AskAsAsync("operator:ivanova", HttpMethod.Get, $"/api/v1/calls/{_own.Id}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.DoesNotContain("startedAt", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> StatusAsync(string who, CallView call)
    {
        using var answer = await _host.AskAsAsync(who, HttpMethod.Get, $"/api/v1/calls/{call.Id}");
        return answer.StatusCode;
    }

    private static CallView Call(int number, string? operatorName) => InventedCalls.One(number) with { Operator = operatorName };
}
