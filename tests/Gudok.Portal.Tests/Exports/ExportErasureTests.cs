using System.Net;
using Gudok.Access;
using Gudok.Disclosure;
using Gudok.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok.Portal.Tests;

/// <summary>Files in which somebody stood who is erased: none is given out, whatever stops or breaks in between.</summary>
public sealed class ExportErasureTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_between_an_erasure_and_its_look_leaves_no_file()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await ExportHost.StartAsync(kept: kept);
        var id = await host.ReadyAsync("zaitseva", "belova", ExportHost.Ask.Replace("mask", "full", StringComparison.Ordinal));
        await kept.Desk.EraseAsync([KeptCalls.Caller], "Отзыв согласия", null, "zaitseva", Stop);
        await using var again = Restart(host);
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(host.DownloadAsync("zaitseva", id)));
        Assert.Single(host.Files);
        await again.RunOnceAsync(Stop);
        Assert.Equal("withdrawn", await host.StateAsync("zaitseva", id));
        Assert.Empty(host.Files);
    }

    [Fact]
    public async Task A_file_that_cannot_be_looked_at_is_held_back_keeps_no_other_from_it_and_is_tried_again()
    {
        await using var host = await ExportHost.StartAsync();
        var broken = await host.ReadyAsync();
        var other = await host.ReadyAsync("sidorov", "volkova");
        host.Host.Reader.BreaksOn = id => id.ToString() == InventedCalls.One(1).Id ? new InvalidDataException("One note does not open.") : null;
        await Assert.ThrowsAsync<InvalidDataException>(() => host.Erasure.LookAsync(Stop));
        await host.Work.RunOnceAsync(Stop);
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(host.DownloadAsync("ivanova", broken)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.DownloadAsync("sidorov", other)));
        host.Host.Reader.BreaksOn = null;
        await host.Work.RunOnceAsync(Stop);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.DownloadAsync("ivanova", broken)));
    }

    [Fact]
    public async Task A_fault_that_nobody_named_fails_its_file_and_no_other()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.AskAsync();
        using (await host.ApproveAsync("petrov", id)) { }

        host.Host.Reader.Failure = new InvalidOperationException("Nobody thought of this.");
        await host.Work.RunOnceAsync(Stop);
        Assert.Equal("failed", await host.StateAsync("ivanova", id));
        host.Host.Reader.Failure = null;
        await host.ReadyAsync();
    }

    [Fact]
    public async Task A_note_that_died_with_somebody_takes_the_file_along_and_one_that_was_taken_away_does_not()
    {
        await using var host = await ExportHost.StartAsync();
        var call = InventedCalls.One(1) with { Operator = "ivanova", Note = "просила передать" };
        host.Host.Reader.Publish(call);
        var id = await host.ReadyAsync();
        host.Host.Reader.Publish(call with { Note = null });
        await host.Erasure.LookAsync(Stop);
        Assert.Equal("ready", await host.StateAsync("ivanova", id));
        host.Host.Reader.Publish(call with { Note = null, NoteErased = true });
        await host.Erasure.LookAsync(Stop);
        Assert.Equal("withdrawn", await host.StateAsync("ivanova", id));
    }

    [Fact]
    public async Task A_request_that_finds_nothing_yet_is_not_ended_by_anothers_erasure()
    {
        await using var kept = await KeptCalls.StartAsync();
        await using var host = await ExportHost.StartAsync(kept: kept);
        var id = await host.AskAsync("zaitseva", ExportHost.Ask.Replace("{}", $$"""{"number":"{{KeptCalls.Caller}}","from":"2030-01-01T00:00:00Z"}""", StringComparison.Ordinal));
        kept.Desk.Erased = host.Erasure.LookAsync;
        await kept.Desk.EraseAsync([KeptCalls.Other], "Отзыв согласия", null, "zaitseva", Stop);
        Assert.Equal("asked", await host.StateAsync("zaitseva", id));
        await kept.Desk.EraseAsync([KeptCalls.Caller], "Отзыв согласия", null, "zaitseva", Stop);
        Assert.Equal("withdrawn", await host.StateAsync("zaitseva", id));
    }

    [Fact]
    public async Task A_download_of_a_file_that_is_not_there_is_not_counted()
    {
        await using var host = await ExportHost.StartAsync();
        var id = await host.ReadyAsync();
        File.Delete(Assert.Single(host.Files));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(host.DownloadAsync("ivanova", id)));
        Assert.DoesNotContain(host.Noted, entry => entry is { Act: "export.download", Outcome: ActOutcome.Done });
    }

    private static ExportWork Restart(ExportHost host)
    {
        var (desk, calls) = (host.Host.Parts.GetRequiredService<ExportDesk>(), host.Host.Parts.GetRequiredService<ICallReader>());
        return new ExportWork(desk, new ExportErasure(desk, calls), host.Host.Parts.GetRequiredService<SightDesk>(), calls, host.Clock, NullLogger.Instance);
    }

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return answer.StatusCode;
    }
}
