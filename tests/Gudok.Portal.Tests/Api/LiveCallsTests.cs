using Gudok.Calls;
using Gudok.Ledger;
using Microsoft.Extensions.Options;

namespace Gudok.Portal.Tests;

public sealed class LiveCallsTests
{
    private readonly FakeCallReader _reader = new([]);

    [Fact]
    public async Task Of_a_burst_the_newest_are_sent_and_the_rest_counted()
    {
        var live = Live(options => options.LiveRows = 3);
        await using var batches = live.GatherAsync(_reader, new Narrowed(new CallSearch(), Numbers.PartySight.Mask), CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await batches.MoveNextAsync());
        Assert.Empty(batches.Current.Calls);
        for (var index = 1; index <= 10; index++) _reader.Publish(InventedCalls.One(-index));
        Assert.True(await batches.MoveNextAsync());
        Assert.Equal([8, 9, 10], batches.Current.Calls.Select(call => NumberOf(call.Call)));
        Assert.Equal(7, batches.Current.Missed);
        _reader.Publish(InventedCalls.One(-11));
        Assert.True(await batches.MoveNextAsync());
        Assert.Equal(0, batches.Current.Missed);
    }

    [Fact]
    public async Task A_quiet_stream_beats()
    {
        var live = Live(options => options.Heartbeat = TimeSpan.FromMilliseconds(20));
        await using var batches = live.GatherAsync(_reader, new Narrowed(new CallSearch(), Numbers.PartySight.Mask), CancellationToken.None).GetAsyncEnumerator();
        for (var beat = 0; beat < 4; beat++)
        {
            Assert.True(await batches.MoveNextAsync());
            Assert.Empty(batches.Current.Calls);
        }
    }

    [Fact]
    public async Task A_reader_who_leaves_follows_no_more()
    {
        await using (var batches = Live(_ => { }).GatherAsync(_reader, new Narrowed(new CallSearch(), Numbers.PartySight.Mask), CancellationToken.None).GetAsyncEnumerator())
        {
            await batches.MoveNextAsync();
            Assert.Equal(1, _reader.Followers);
        }

        Assert.Equal(0, _reader.Followers);
    }

    [Fact]
    public void Lines_of_an_event_are_framed_each()
    {
        Assert.Equal("event: rows\nid: 7\ndata: a\ndata: b\n\n", EventStream.Print(new ServerEvent("rows", "a\r\nb", "7")));
        Assert.Equal(": alive\n\n", EventStream.Print(ServerEvent.Heartbeat));
    }

    private static LiveCalls Live(Action<PortalOptions> configure)
    {
        var options = new PortalOptions { LiveWindow = TimeSpan.FromMilliseconds(20) };
        configure(options);
        return new LiveCalls(Options.Create(options), TimeProvider.System);
    }

    private static int NumberOf(CallView call) => int.Parse(call.SessionId[..8], System.Globalization.NumberStyles.HexNumber, null);
}
