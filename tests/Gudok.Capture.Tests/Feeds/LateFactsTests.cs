using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Capture.Tests;

/// <summary>What PBXs tell before, while and after the record of a call is written.</summary>
public sealed class LateFactsTests : IRecordTags, IAgentNames, ICallIntake, IAsyncDisposable
{
    private static readonly RecordId Id = new(0x0193_0000_0000_8001, 0x8000_0000_0000_0001);

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private readonly FeedsOptions _options = new();
    private readonly FeedCounters _feed = new("asterisk:0");
    private readonly LogLines _log = new();
    private readonly FactTable _table;
    private readonly LateFacts _late;
    private readonly FeedIntake _intake;
    private readonly List<(CallTags Told, CallTags Before)> _corrections = [];
    private readonly List<CallTags> _recorded = [];
    private Action _whileRecording = () => { };
    private Func<TagsOutcome> _outcome = () => TagsOutcome.Corrected;

    public LateFactsTests()
    {
        _table = new FactTable(_options, _clock);
        _late = new LateFacts(_table, _options, this, this, new UnmatchedWatch([_feed], _clock, _log), _clock, _log);
        _intake = new FeedIntake(this, _table, _late, this);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _late.DisposeAsync();

    [Fact]
    public async Task What_is_told_before_goes_onto_the_record_and_corrects_nothing()
    {
        Learn(new() { Channel = "1", CallId = "leg2", Queue = "support", Agent = "4511", Application = "Z1" });
        await RecordAsync();
        Assert.Equal(new CallTags { Operator = "anna", Service = "support", Application = "Z1" }, Assert.Single(_recorded));
        Assert.Empty(_corrections);
        Assert.Equal((1, 0), (_feed.Matched, _feed.Corrected));
    }

    [Fact]
    public async Task What_a_call_brings_itself_stays()
    {
        Learn(new() { Channel = "1", CallId = "leg1", Queue = "support", Agent = "4511", Application = "Z1" });
        await RecordAsync(new CallTags { Operator = "vera", Topic = "roads", Application = "Z0" });
        Assert.Equal(new CallTags { Operator = "vera", Topic = "roads", Application = "Z0", Service = "support" }, Assert.Single(_recorded));
    }

    [Fact]
    public async Task What_is_told_after_corrects_the_record_once()
    {
        Learn(new() { Channel = "1", CallId = "leg1", Queue = "support" });
        await RecordAsync();
        Learn(new() { Channel = "1", Application = "Z1" });
        Learn(new() { Channel = "1", Agent = "4511" });
        await _late.WorkOffAsync(Stop);
        await _late.WorkOffAsync(Stop);
        var given = new CallTags { Service = "support" };
        Assert.Equal([(given with { Operator = "anna", Application = "Z1" }, given)], _corrections);
        Assert.Equal(1, _feed.Corrected);
    }

    [Fact]
    public async Task A_call_of_which_everything_is_told_afterwards_is_corrected()
    {
        await RecordAsync();
        Learn(new() { Channel = "1", Queue = "support" });
        Learn(new() { Channel = "1", CallId = "leg1" });
        await _late.WorkOffAsync(Stop);
        Assert.Equal([(new CallTags { Service = "support" }, CallTags.None)], _corrections);
    }

    [Fact]
    public async Task What_is_told_while_the_record_is_written_corrects_it()
    {
        _whileRecording = () => Learn(new() { Channel = "1", CallId = "leg1", Queue = "support" });
        await RecordAsync();
        Assert.Equal(CallTags.None, Assert.Single(_recorded));
        Assert.Single(_corrections);
    }

    [Fact]
    public async Task A_record_that_is_gone_is_counted_and_told()
    {
        await RecordAsync();
        _outcome = () => TagsOutcome.Gone;
        Learn(new() { Channel = "1", CallId = "leg1", Queue = "support" });
        await _late.WorkOffAsync(Stop);
        await _late.WorkOffAsync(Stop);
        Assert.Equal((0, 1, 1), (_feed.Corrected, _feed.Unmatched, _corrections.Count));
        Assert.StartsWith("Warning GDK-5034: asterisk:0 told something of a call whose record is gone", Assert.Single(_log.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_refuses_is_tried_again_and_told_once_a_minute()
    {
        await RecordAsync();
        _outcome = () => throw new IOException("no space");
        Learn(new() { Channel = "1", CallId = "leg1", Queue = "support" });
        await _late.WorkOffAsync(Stop);
        await _late.WorkOffAsync(Stop);
        Assert.Equal("Error GDK-5033: what PBXs told of calls that were recorded cannot be written: no space What may pass is tried again every second.", Assert.Single(_log.All));
        _outcome = () => TagsOutcome.Corrected;
        await _late.WorkOffAsync(Stop);
        Assert.Equal((3, 1), (_corrections.Count, _feed.Corrected));
    }

    [Fact]
    public async Task A_record_is_corrected_for_a_limited_time()
    {
        await RecordAsync();
        _clock.Advance(_options.LateFor + TimeSpan.FromSeconds(1));
        Learn(new() { Channel = "1", CallId = "leg1", Queue = "support" });
        await _late.WorkOffAsync(Stop);
        Assert.Empty(_corrections);
    }

    [Fact]
    public void Calls_of_which_none_is_recorded_are_told_once_a_minute()
    {
        var watch = new UnmatchedWatch([_feed], _clock, _log);
        for (var i = 0; i < 3; i++)
        {
            Learn(new() { Channel = $"{i}", Queue = "support", IsOver = true });
            _clock.Advance(_options.LateFor + TimeSpan.FromSeconds(1));
            _table.Tidy();
            watch.Look();
            watch.Look();
        }

        Assert.Equal(3, _log.All.Count);
        Assert.Equal("Warning GDK-5035: asterisk:0 told of 1 conversations of which no call was recorded; 0 calls were since the start. If that are few, look whether it tells the Call-ID.", _log.All[0]);
    }

    ValueTask<TagsOutcome> IRecordTags.AddAsync(RecordId id, CallTags told, CallTags before, CancellationToken cancellationToken)
    {
        Assert.Equal(Id, id);
        _corrections.Add((told, before));
        return ValueTask.FromResult(_outcome());
    }

    ValueTask<string?> IAgentNames.NameAsync(string agent, Instant at, CancellationToken cancellationToken) => ValueTask.FromResult(agent == "4511" ? "anna" : null);

    ValueTask<IntakeReport> ICallIntake.RecordAsync(IReadOnlyList<ObservedCall> calls, CancellationToken cancellationToken)
    {
        _recorded.AddRange(calls.Select(call => call.Tags));
        _whileRecording();
        return ValueTask.FromResult(new IntakeReport([.. calls.Select(_ => Id)], calls.Count, 0, 0));
    }

    private void Learn(FeedFact fact) => _table.Learn(_feed, fact);

    private async Task RecordAsync(CallTags? own = null)
    {
        var started = Instant.Now(_clock);
        await _intake.RecordAsync(
            [
                new ObservedCall
                {
                    SessionId = "leg1",
                    FromTag = "f",
                    Legs = [new ObservedLeg { CallId = "leg1", FromTag = "f", StartedAt = started }, new ObservedLeg { CallId = "leg2", FromTag = "g", StartedAt = started }],
                    StartedAt = started,
                    Source = "hep:7",
                    Tags = own ?? CallTags.None,
                },
            ],
            Stop);
        await _late.WorkOffAsync(Stop);
    }
}
