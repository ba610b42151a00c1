using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>Media of calls: found by the addresses that offers and answers announce, measured per leg and direction.</summary>
public sealed class MediaCases
{
    private const uint Caller = 0xc000_0211, Callee = 0xc000_0212, Relay = 0xc000_02c8;
    private readonly Ladder _ladder = new();
    private readonly List<RtpSample> _samples = [];

    [Fact]
    public void Both_directions_are_measured_and_told_apart()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        Speak(Caller, 4000, Callee, 5000, 2_000, 20_000, lost: number => number % 10 == 5);
        Speak(Callee, 5000, Caller, 4000, 2_000, 20_000);
        var call = Single();
        Assert.Equal(
            [(MediaDirection.CallerToCallee, "PCMA", 900L, 100L, 10.0), (MediaDirection.CalleeToCaller, "PCMA", 1000L, 0L, 0.0)],
            call.Media.Select(stream => (stream.Direction, stream.Codec, stream.Packets!.Value, stream.Lost!.Value, stream.LossPercent!.Value)));
        Assert.Equal((10.0, 0.0, call.Media[0].Mos), (call.Quality!.LossPercent, call.Quality.JitterMs, call.Quality.Mos));
        Assert.True(call.Media[0].Mos < 3.6 && call.Media[1].Mos > 4.2);
        Assert.Equal(OneWayAudio.None, call.OneWayAudio);
    }

    [Fact]
    public void Media_before_the_answer_and_from_an_address_nobody_announced_are_found()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        // Early media come to the offer's address; behind a translator the caller sends from another one.
        Speak(Callee, 5000, Caller, 4000, 100, 1_800);
        Speak(0xcb00_7101, 34_567, Callee, 5000, 3_000, 10_000);
        Assert.Equal(
            [MediaDirection.CalleeToCaller, MediaDirection.CallerToCallee], Single().Media.Select(stream => stream.Direction));
    }

    [Fact]
    public void A_caller_heard_before_the_answer_was_seen_goes_on_as_one_stream()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        Speak(Caller, 4000, Callee, 5000, 1_500, 10_000);
        var stream = Assert.Single(Single().Media);
        Assert.Equal((MediaDirection.CallerToCallee, 500L), (stream.Direction, stream.Packets));
    }

    [Fact]
    public void Media_that_move_by_a_new_offer_stay_with_their_call()
    {
        var leg = Talk();
        leg.Send(10_000, "INVITE", "b", Offer(Relay, 7000), cseq: 2).Answer(10_100, 200, "b", edit: Offer(Callee, 5000), cseq: 2);
        leg.Send(60_000, "BYE", "b", cseq: 3).Answer(60_005, 200, "b", "BYE", cseq: 3);
        Speak(Callee, 5000, Relay, 7000, 11_000, 5_000);
        Assert.Equal(MediaDirection.CalleeToCaller, Assert.Single(Single().Media).Direction);
    }

    [Theory]
    [InlineData(true, OneWayAudio.CalleeUnheard)]
    [InlineData(false, OneWayAudio.CallerUnheard)]
    public void A_talk_of_which_one_side_alone_was_heard_says_so(bool isCallerHeard, OneWayAudio expected)
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        if (isCallerHeard) Speak(Caller, 4000, Callee, 5000, 2_100, 30_000);
        else Speak(Callee, 5000, Caller, 4000, 2_100, 30_000);
        Assert.Equal(expected, Single().OneWayAudio);
    }

    [Theory]
    [InlineData("sendonly", 60_000, 30_000)]
    [InlineData("sendrecv", 6_000, 30_000)]
    [InlineData("sendrecv", 60_000, 3_000)]
    [InlineData("sendrecv", 60_000, 0)]
    public void What_need_not_be_heard_both_ways_is_no_one_way_audio(string way, int end, int length)
    {
        var leg = Talk(way);
        leg.Send(end, "BYE", "b", cseq: 2).Answer(end + 5, 200, "b", "BYE", cseq: 2);
        Speak(Caller, 4000, Callee, 5000, 2_100, Math.Min(length, end - 2_200));
        Assert.Equal(OneWayAudio.None, Single().OneWayAudio);
    }

    [Fact]
    public void A_port_that_another_call_announced_since_is_that_calls()
    {
        Talk().Send(20_000, "BYE", "b", cseq: 2).Answer(20_005, 200, "b", "BYE", cseq: 2);
        _ladder.Leg("d", "alice", "bob").Send(20_100, "INVITE", edit: Offer(Caller, 4000)).Answer(20_200, 200, "b", edit: Offer(Callee, 6000))
            .Send(40_000, "BYE", "b", cseq: 2).Answer(40_005, 200, "b", "BYE", cseq: 2);
        Speak(Callee, 6000, Caller, 4000, 21_000, 10_000);
        Assert.Equal(["d"], Run().Calls.Where(call => call.Media.Count > 0).Select(call => call.SessionId));
    }

    [Fact]
    public void Legs_between_which_a_switch_passes_the_addresses_on_have_the_same_media()
    {
        var near = _ladder.Leg("near", "alice", "switch").Send(0, "INVITE", edit: Offer(Caller, 4000));
        var far = _ladder.Leg("far", "switch", "bob").Send(20, "INVITE", edit: Offer(Caller, 4000)).Answer(2_000, 200, "b", edit: Offer(Callee, 5000));
        near.Answer(2_002, 200, "s", edit: Offer(Callee, 5000)).Send(60_000, "BYE", "s", cseq: 2).Answer(60_005, 200, "s", "BYE", cseq: 2);
        far.Send(60_010, "BYE", "b", cseq: 2).Answer(60_015, 200, "b", "BYE", cseq: 2);
        Speak(Caller, 4000, Callee, 5000, 2_100, 30_000);
        Speak(Callee, 5000, Caller, 4000, 2_100, 30_000);
        Assert.All(Run().Calls, call =>
        {
            Assert.Equal([MediaDirection.CallerToCallee, MediaDirection.CalleeToCaller], call.Media.Select(stream => stream.Direction));
            Assert.Equal(OneWayAudio.None, call.OneWayAudio);
        });
    }

    [Fact]
    public void Calls_that_share_one_address_keep_their_own_media()
    {
        for (var number = 0; number < 2; number++)
        {
            _ladder.Leg("call" + number, "alice", "bob").Send(number, "INVITE", edit: Offer(Caller, 4000 + (2 * number))).Answer(100 + number, 200, "b", edit: Offer(Callee, 5000))
                .Send(60_000 + number, "BYE", "b", cseq: 2).Answer(60_005 + number, 200, "b", "BYE", cseq: 2);
            Speak(Caller, 4000 + (2 * number), Callee, 5000, 200, 10_000 * (number + 1));
        }

        Assert.Equal([500L, 1000L], Run().Calls.Select(call => Assert.Single(call.Media).Packets!.Value));
    }

    [Fact]
    public void Tones_under_a_source_of_their_own_are_counted_with_the_sound()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        Speak(Caller, 4000, Callee, 5000, 2_100, 10_000);
        for (var tone = 0; tone < 3; tone++)
        {
            for (var packet = 0; packet < 8; packet++)
                _samples.Add(_samples[0] with { Time = _ladder.At(13_000 + (tone * 500) + (packet * 20)), Ssrc = 99, Sequence = (ushort)((tone * 8) + packet), Timestamp = (uint)tone * 4000, PayloadType = 101 });
        }

        var stream = Assert.Single(Single().Media);
        Assert.Equal((500L, 3), (stream.Packets, stream.DtmfEvents));
    }

    [Fact]
    public void Streams_over_the_limit_of_a_call_are_counted()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        for (var number = 0; number < MediaStream.MostOfCall + 3; number++) Speak(Caller, 4000, Callee, 5000, 2_100 + (number * 100), 20, ssrc: (uint)number + 1);
        var run = Run();
        Assert.Equal(MediaStream.MostOfCall, Assert.Single(run.Calls).Media.Count);
        Assert.Equal(3, run.Legs.UnmeasuredMedia);
    }

    [Fact]
    public void Silence_after_speech_is_the_estimated_end_where_no_bye_came()
    {
        Talk();
        Speak(Caller, 4000, Callee, 5000, 2_100, 400_000);
        var run = new Assembler();
        Feed(run);
        // Ten minutes without a message, and talked on to the end.
        run.Tick(_ladder.At(402_100 + 299_000));
        Assert.Empty(run.Given);
        run.Tick(_ladder.At(402_100 + 310_000));
        var call = Assert.Single(run.Given);
        Assert.True(call.IsEndEstimated);
        Assert.Equal(_ladder.At(402_080), call.EndedAt);
    }

    [Fact]
    public void A_call_on_hold_does_not_end_by_silence()
    {
        Talk().Send(30_000, "INVITE", "b", Offer(Caller, 4000, "inactive"), cseq: 2).Answer(30_100, 200, "b", edit: Offer(Callee, 5000, "inactive"), cseq: 2);
        Speak(Caller, 4000, Callee, 5000, 2_100, 20_000);
        var run = new Assembler();
        Feed(run);
        run.Tick(_ladder.At(3_600_000));
        Assert.Empty(run.Given);
    }

    [Fact]
    public void Media_do_not_depend_on_how_calls_are_parted()
    {
        for (var number = 0; number < 8; number++)
        {
            var (at, port) = (number * 700, 4000 + (10 * number));
            _ladder.Leg("call" + number, "alice", "bob").Send(at, "INVITE", edit: Offer(Caller, port)).Answer(at + 100, 200, "b", edit: Offer(Callee, port + 2))
                .Send(at + 20_000, "BYE", "b", cseq: 2).Answer(at + 20_005, 200, "b", "BYE", cseq: 2);
            Speak(Caller, port, Callee, port + 2, at + 200, 15_000, lost: at => at % (number + 7) == 3);
        }

        var one = Run(1).Calls.Select(call => (call.SessionId, Assert.Single(call.Media)));
        Assert.Equal(one, Run(3).Calls.Select(call => (call.SessionId, Assert.Single(call.Media))));
    }

    [Fact]
    public void Media_of_a_call_that_was_given_out_survive_a_restart()
    {
        Talk().Send(60_000, "BYE", "b", cseq: 2).Answer(60_005, 200, "b", "BYE", cseq: 2);
        Speak(Caller, 4000, Callee, 5000, 2_100, 30_000);
        var call = Single();
        var writer = new StateWriter();
        CallState.Write(writer, call);
        var read = CallState.ReadOptional(new StateReader((byte[])[1, .. writer.Written.Span]))!;
        Assert.True(CallFacts.AreSame(call, read));
        Assert.Equal(call.Media, read.Media);
        Assert.False(CallFacts.AreSame(call, call with { Media = [] }));
    }

    private static Func<SipText, SipText> Offer(uint host, int port, string way = "sendrecv") => text => text.Body(
        "application/sdp",
        $"v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 {NetworkEndpoint.FromIPv4(host, 0).ToIPAddress()}\nt=0 0\nm=audio {port} RTP/AVP 8 101\na={way}\na=rtpmap:101 telephone-event/8000\n");

    private LadderLeg Talk(string way = "sendrecv") => _ladder.Leg("c", "alice", "bob")
        .Send(0, "INVITE", edit: Offer(Caller, 4000, way)).Answer(50, 180, "b").Answer(2_000, 200, "b", edit: Offer(Callee, 5000)).Send(2_005, "ACK", "b");

    private void Speak(uint from, int fromPort, uint to, int toPort, int at, int length, Func<int, bool>? lost = null, uint ssrc = 7)
    {
        for (var number = 0; number < length / 20; number++)
        {
            if (lost?.Invoke(number) == true) continue;
            _samples.Add(new RtpSample
            {
                Time = _ladder.At(at + (number * 20)),
                Source = NetworkEndpoint.FromIPv4(from, (ushort)fromPort),
                Destination = NetworkEndpoint.FromIPv4(to, (ushort)toPort),
                Ssrc = ssrc,
                Sequence = (ushort)number,
                Timestamp = (uint)number * 160,
                PayloadType = 8,
                Level = 30,
            });
        }
    }

    private ObservedCall Single() => Assert.Single(Run().Calls);

    private Assembler Run(int partitions = 1)
    {
        var assembler = new Assembler(partitions: partitions);
        Feed(assembler);
        assembler.Finish();
        return assembler;
    }

    private void Feed(Assembler assembler) => assembler.Feed(_ladder.InOrder, [.. _samples.OrderBy(sample => sample.Time)]);
}
