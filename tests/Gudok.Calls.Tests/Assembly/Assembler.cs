using System.Globalization;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>Drives both stages over a ladder, as the pipeline does.</summary>
internal sealed class Assembler
{
    private readonly LegStage[] _legs;
    private readonly CallStage _joins;

    public Assembler(AssemblyOptions? options = null, int partitions = 1, IParkedCalls? parked = null)
    {
        options ??= new AssemblyOptions();
        var parties = new PartyReader(new PartyOptions());
        _legs = [.. Enumerable.Range(0, partitions).Select(_ => new LegStage(options, parties, Journal, parked))];
        _joins = new CallStage(options, Journal);
    }

    /// <summary>Everything given out, corrections too.</summary>
    public List<ObservedCall> Given { get; } = [];

    /// <summary>What became of each message.</summary>
    public List<MessageVerdict> Verdicts { get; } = [];

    /// <summary>Saves both stages; of use with one partition.</summary>
    public StateJournal Journal { get; } = new();

    public LegStage Legs => _legs[0];

    public CallStage Joins => _joins;

    public long Orphans => _legs.Sum(stage => stage.LateOrphans) + Verdicts.Count(verdict => verdict == MessageVerdict.Orphan);

    /// <summary>The last word on each call.</summary>
    public List<ObservedCall> Calls =>
        [.. Given.GroupBy(call => (call.SessionId, call.FromTag, Restart: RestartOf(call))).Select(group => group.Last()).OrderBy(call => call.StartedAt)];

    /// <summary>Reads a whole ladder and ends the input.</summary>
    public static Assembler Run(Ladder ladder, AssemblyOptions? options = null, int partitions = 1) => Run(ladder.InOrder, options, partitions);

    /// <summary>Reads messages as they come and ends the input.</summary>
    public static Assembler Run(IEnumerable<LadderStep> steps, AssemblyOptions? options = null, int partitions = 1)
    {
        var assembler = new Assembler(options, partitions);
        assembler.Feed(steps);
        assembler.Finish();
        return assembler;
    }

    /// <summary>The only call of a ladder.</summary>
    public static ObservedCall Single(Ladder ladder, AssemblyOptions? options = null) => Assert.Single(Run(ladder, options).Calls);

    public void Feed(IEnumerable<LadderStep> steps)
    {
        foreach (var step in steps)
        {
            var read = SipMessage.TryRead(step.Bytes, SipFraming.Datagram, SipLimits.Default, out var message, out _, out var fault);
            Assert.True(read == SipReadStatus.Complete, fault.ToString());
            var stage = _legs[LegStage.Partition(message.CallId, _legs.Length)];
            Verdicts.Add(stage.Accept(step.ToFrame(), message, step.Agent == 0 ? "test" : SourceOf(step.Agent)));
            Tick(step.Time);
        }
    }

    /// <summary>Reads messages and media in order of time; of several stages each is given all media.</summary>
    public void Feed(IEnumerable<LadderStep> steps, IReadOnlyList<RtpSample> media)
    {
        var given = 0;
        foreach (var step in steps)
        {
            for (; given < media.Count && media[given].Time < step.Time; given++) FeedMedia(media[given]);
            Feed([step]);
        }

        for (; given < media.Count; given++) FeedMedia(media[given]);
    }

    /// <summary>Takes a report; of several stages each is given it.</summary>
    public bool FeedReport(in MediaReport report)
    {
        var isTaken = false;
        foreach (var stage in _legs) isTaken |= stage.AcceptReport(report, "test");
        Tick(report.Time);
        return isTaken;
    }

    private void FeedMedia(RtpSample sample)
    {
        foreach (var stage in _legs) stage.AcceptMedia(sample, "test");
        Tick(sample.Time);
    }

    public void Tick(Instant now)
    {
        foreach (var stage in _legs) stage.Tick(now);
        Hand();
        _joins.Tick(_legs.Min(stage => stage.Now));
        Drain();
    }

    public void Finish()
    {
        foreach (var stage in _legs) stage.Finish(null);
        Hand();
        _joins.Finish();
        Drain();
    }

    /// <summary>Hands everything known to an assembler of a later process.</summary>
    public void MoveTo(Assembler other)
    {
        var log = new SavingLog();
        log.Save(this);
        Assert.True(log.Restore(other));
    }

    private static string SourceOf(uint agent) => string.Create(CultureInfo.InvariantCulture, $"hep:{agent}");

    private void Hand()
    {
        foreach (var stage in _legs)
        {
            while (stage.TryTake(out var report)) _joins.Accept(report);
        }
    }

    private void Drain()
    {
        while (_joins.TryTake(out var call)) Given.Add(call);
    }

    /// <summary>A call of the same key that began anew is another record: how many revision zeros came before.</summary>
    private int RestartOf(ObservedCall call)
    {
        var zeros = 0;
        foreach (var other in Given)
        {
            if (other.SessionId == call.SessionId && other.FromTag == call.FromTag && other.Revision == 0) zeros++;
            if (ReferenceEquals(other, call)) break;
        }

        return zeros;
    }
}
