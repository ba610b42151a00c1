using System.Net;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Testing;

namespace Gudok.Portal.Tests;

public sealed class CardPageTests
{
    [Fact]
    public async Task A_card_tells_the_whole_call()
    {
        await using var host = await PortalHost.StartAsync();
        var html = await CardAsync(host, InventedCalls.One(6));
        Assert.Contains("+7496*****06", html, StringComparison.Ordinal);
        Assert.Contains("Все звонки этого разговора", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/calls?link=00a0000000000000000\"", html, StringComparison.Ordinal);
        Assert.Contains("↻ INVITE", html, StringComparison.Ordinal);
        Assert.Contains("[2001:db8::20]:5060", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MessagesStatus.NotKept, "Сообщений этого звонка нет")]
    [InlineData(MessagesStatus.Erased, "Одна из сторон этого звонка удалена")]
    public async Task Missing_messages_are_explained(MessagesStatus status, string text)
    {
        await using var host = await PortalHost.StartAsync(1);
        host.Reader.MessagesOf = _ => new CallMessages(status, []);
        Assert.Contains(text, await CardAsync(host, InventedCalls.One(0)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reservations_are_spelt_out()
    {
        await using var host = await PortalHost.StartAsync(0);
        var call = InventedCalls.One(0) with { Complete = false, StartEstimated = true, EndEstimated = true, LossSuspected = true, EndedAt = null };
        host.Reader.Publish(call);
        var html = await CardAsync(host, call);
        foreach (var text in new[] { Texts.Russian.FlagStartEstimated, Texts.Russian.FlagEndEstimated, Texts.Russian.FlagLoss, Texts.Russian.PhaseUnended })
            Assert.Contains(text, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_a_message_is_shown_as_text()
    {
        await using var host = await PortalHost.StartAsync(1);
        using var answer = await host.GetPageAsync("/calls/" + InventedCalls.One(0).Id);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("&lt;/pre&gt;&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ladder_over_its_limit_says_so()
    {
        await using var host = await PortalHost.StartAsync(1, options => options.LadderMessages = 10);
        var html = await CardAsync(host, InventedCalls.One(0));
        Assert.Contains("Показаны первые 10 сообщений из 17", html, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"m11\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quality_stands_there_for_each_leg_and_direction_in_words_and_figures()
    {
        await using var host = await PortalHost.StartAsync(0);
        var call = InventedCalls.One(0) with { Media = MediaView.Of(MediaSamples.Of(Say.At(InventedCalls.One(0).StartedAt)), []), OneWayAudio = OneWayAudio.CalleeUnheard };
        host.Reader.Publish(call);
        var html = WebUtility.HtmlDecode(await CardAsync(host, call));
        foreach (var text in new[] { Texts.Russian.CalleeUnheard, "Плечо 1", "от звонившего", "хорошо", "MOS 4,2", "0,33\u00a0%", "2,3\u00a0мс (17,5\u00a0мс)", "MOS 3,6 · потери 2\u00a0% · джиттер 17,5\u00a0мс", "Плечо 2", "без оценки", "отчёт" })
            Assert.Contains(text, html, StringComparison.Ordinal);
        host.Reader.Publish(InventedCalls.One(1) with { Media = null, OneWayAudio = null });
        Assert.DoesNotContain("id=\"quality\"", await CardAsync(host, InventedCalls.One(1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5.0, "good")]
    [InlineData(4.0, "good")]
    [InlineData(3.99, "fair")]
    [InlineData(3.6, "fair")]
    [InlineData(3.59, "poor")]
    [InlineData(null, "unrated")]
    public void A_score_has_one_mark(double? mos, string mark) => Assert.Equal(mark, QualityMark.Of(Texts.English, mos).Name);

    [Fact]
    public void Only_the_same_octets_on_the_same_way_are_a_retransmission()
    {
        var ladder = Ladder.Of(InventedMessages.Of(InventedCalls.One(0)), 300);
        Assert.Equal([7], ladder.Arrows.Where(arrow => arrow.IsRepeated).Select(arrow => arrow.Number));
        Assert.Equal(3, ladder.Endpoints.Count);
        Assert.Equal("+64.012", ladder.Arrows[^1].Offset);
    }

    [Fact]
    public void Phases_fill_the_picture_and_the_shortest_can_be_seen()
    {
        var call = InventedCalls.One(0) with
        {
            StartedAt = "2026-11-21T09:00:00.000000Z",
            RingingAt = "2026-11-21T09:00:00.001000Z",
            AnsweredAt = "2026-11-21T09:00:05.000000Z",
            EndedAt = "2026-11-21T10:00:05.000000Z",
        };
        var timeline = Timeline.Of(Texts.English, call);
        Assert.Equal(["setup", "ringing", "talk"], timeline.Phases.Select(phase => phase.Kind));
        Assert.Equal(100, timeline.Phases.Sum(phase => phase.Width), 3);
        Assert.All(timeline.Phases, phase => Assert.InRange(phase.Width, 1, 100));
        Assert.Equal([1L, 4_999, 3_600_000], timeline.Phases.Select(phase => phase.LengthMs!.Value));
    }

    private static async Task<string> CardAsync(PortalHost host, CallView call)
    {
        using var answer = await host.GetPageAsync("/calls/" + call.Id);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
