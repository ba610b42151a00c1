using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>Whatever is sent, assembly neither throws nor says what cannot be.</summary>
public sealed class AssemblyFuzz
{
    private static readonly string[] Methods =
        ["INVITE", "ACK", "BYE", "CANCEL", "REFER", "PRACK", "UPDATE", "INFO", "OPTIONS", "NOTIFY", "REGISTER", "FOO"];

    private static readonly int[] Statuses = [100, 180, 181, 183, 199, 200, 202, 302, 401, 407, 408, 480, 481, 486, 487, 491, 503, 603, 699];

    [Theory]
    [InlineData(84)]
    [InlineData(-86)]
    [InlineData(-2989)]
    public void Senseless_traffic_of_a_seed_that_once_failed(int seed) => FeedSenseless(seed);

    [Fact]
    public void Senseless_traffic_neither_throws_nor_gives_senseless_records() => FuzzTime.Repeat(() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => FeedSenseless(seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(60)));

    private static void FeedSenseless(int seed)
    {
        var random = new Random(seed);
        var assembler = new Assembler(new AssemblyOptions { KeepMessages = true, OpenCalls = 6, OpenGroups = 3, SightingsPerCall = 40 });
        assembler.Feed(Enumerable.Range(0, 400).Select(_ => Senseless(random)));
        assembler.Finish();
        foreach (var call in assembler.Given) AssertSensible(call);
    }

    [Fact]
    public void Damaged_messages_never_throw() => FuzzTime.Repeat(() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        var options = new AssemblyOptions { KeepMessages = true };
        var stage = new LegStage(options, new PartyReader(new PartyOptions()));
        var joins = new CallStage(options);
        foreach (var step in RandomTraffic.Make(seed, 10).InOrder)
        {
            var bytes = step.Bytes.ToArray();
            for (var flips = random.Next(4); flips > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var length = random.Next(5) == 0 ? random.Next(bytes.Length) : bytes.Length;
            if (SipMessage.TryRead(bytes.AsSpan(0, length), SipFraming.Datagram, SipLimits.Default, out var message, out _, out _) != SipReadStatus.Complete) continue;
            stage.Accept(step.ToFrame(), message, "fuzz");
            stage.Tick(step.Time);
        }

        stage.Finish(null);
        while (stage.TryTake(out var report)) joins.Accept(report);
        joins.Finish();
        while (joins.TryTake(out var call)) AssertSensible(call);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100)));

    private static LadderStep Senseless(Random random)
    {
        string Pick(params string[] values) => values[random.Next(values.Length)];
        var method = Pick(Methods);
        var text = random.Next(2) == 0
            ? SipText.Request(method, Pick("sip:1@x", "tel:+79160000001", "sip:x"))
            : SipText.Response(Statuses[random.Next(Statuses.Length)], "R");
        text = text
            .With("Via", Pick("SIP/2.0/UDP h;branch=z9hG4bK1", "SIP/2.0/UDP h;branch=z9hG4bK2", "SIP/2.0/UDP h"))
            .With("From", "<sip:1@x>" + Pick("", ";tag=a", ";tag=b", ";tag=c"))
            .With("To", "<sip:2@x>" + Pick("", ";tag=a", ";tag=b", ";tag=c"))
            .With("Call-ID", Pick("c1", "c2", "c3", "c1_b2b-1", "c4", "c5", "c6", "c7"))
            .With("CSeq", string.Create(CultureInfo.InvariantCulture, $"{random.Next(3)} {method}"));
        if (random.Next(3) == 0) text = text.With("X-CID", Pick("c1", "c2", "c3", "c4"));
        if (random.Next(4) == 0) text = text.With("Session-ID", $"{new string(Pick("a", "b", "0")[0], 32)};remote={new string(Pick("a", "b", "0")[0], 32)}");
        if (random.Next(4) == 0) text = text.With("Replaces", $"{Pick("c1", "c2")};to-tag={Pick("a", "b")};from-tag={Pick("a", "b")}");
        if (random.Next(4) == 0) text = text.With("Refer-To", Pick("<sip:1@x>", "<sip:2@x?Replaces=c1%3Bto-tag%3Da%3Bfrom-tag%3Db>"));
        var ladder = new Ladder();
        var (source, destination) = (ladder.Host("h" + random.Next(3)), ladder.Host("k" + random.Next(3)));
        var at = random.Next(20) == 0 ? random.Next(1_000_000) : random.Next(60_000);
        return new LadderStep(ladder.At(at), source, destination, (uint)random.Next(2), text.ToBytes());
    }

    private static void AssertSensible(ObservedCall call)
    {
        Assert.NotEmpty(call.Legs);
        Assert.True(call.AnsweredAt is null || call.EndedAt >= call.AnsweredAt, "ends before its answer");
        Assert.True(call.SetupMs is null or >= 0 && call.EarlyMediaMs is null or >= 0, "negative span");
        Assert.Equal(call.Disposition == CallDisposition.Answered, call.AnsweredAt is not null || (call.Disposition == CallDisposition.Answered && call.IsLossSuspected));
        Assert.All(call.Messages, message => Assert.InRange(message.Leg, 0, call.Legs.Count - 1));
    }
}
