using Gudok.Testing;

namespace Gudok.Sip.Tests;

public sealed class RtpStreamMeterTests
{
    private static readonly RtpFormat _events = new("telephone-event", 8000);

    [Fact]
    public void A_stream_without_fault_has_the_best_score()
    {
        var stream = new StreamDriver();
        stream.Send(500);
        var quality = stream.Read();
        Assert.Equal(("PCMA", 500, 500, 0, 0), (quality.Codec, quality.Expected, quality.Packets, quality.Lost, quality.LossPercent));
        Assert.Equal((0, 0), (quality.JitterMs, quality.JitterMaxMs));
        Assert.Equal(4.41, quality.Mos!.Value, 0.005);
        Assert.Equal(TimeSpan.FromMilliseconds(499 * 20), quality.EndedAt - quality.StartedAt);
    }

    [Fact]
    public void Losses_are_counted_over_the_wrap_of_sequence_and_timestamp()
    {
        var stream = new StreamDriver(RtpFormat.OfStatic(8), firstSequence: 65_500, firstTimestamp: 0xffff_f000);
        stream.Send(30);
        stream.Next += 10;
        stream.Send(160);
        var quality = stream.Read();
        Assert.Equal((200, 190, 10, 5.0), (quality.Expected, quality.Packets, quality.Lost, quality.LossPercent));
        Assert.Equal(0, quality.JitterMaxMs);
    }

    [Fact]
    public void A_stream_of_many_wraps_is_counted_whole()
    {
        var stream = new StreamDriver();
        stream.Send(200_000);
        Assert.Equal((200_000, 200_000), (stream.Read().Expected, stream.Read().Packets));
    }

    [Fact]
    public void A_repeated_packet_does_not_make_up_for_a_lost_one()
    {
        var stream = new StreamDriver();
        stream.Send(10);
        stream.SendAt(9);
        stream.SendAt(5);
        stream.Next++;
        stream.Send(10);
        var quality = stream.Read();
        Assert.Equal((21, 20, 1, 2), (quality.Expected, quality.Packets, quality.Lost, quality.Repeated));
    }

    [Fact]
    public void A_late_packet_is_none_that_was_lost()
    {
        var stream = new StreamDriver();
        stream.Send(10);
        stream.SendAt(11);
        stream.SendAt(10);
        stream.Next = 12;
        stream.Send(10);
        var quality = stream.Read();
        Assert.Equal((22, 22, 0, 1), (quality.Expected, quality.Packets, quality.Lost, quality.Late));
    }

    [Fact]
    public void A_packet_older_than_the_first_counts_as_sent()
    {
        var stream = new StreamDriver(RtpFormat.OfStatic(8), firstSequence: 65_534);
        stream.SendAt(5);
        stream.SendAt(3);
        stream.SendAt(4);
        stream.SendAt(6);
        var quality = stream.Read();
        Assert.Equal((4, 4, 0), (quality.Expected, quality.Packets, quality.Lost));
    }

    [Fact]
    public void A_sender_that_begins_anew_loses_nothing()
    {
        var stream = new StreamDriver();
        stream.Send(100);
        stream.Next = 30_000;
        stream.Send(100);
        var quality = stream.Read();
        Assert.Equal((200, 200, 0), (quality.Expected, quality.Packets, quality.Lost));
        Assert.Equal(0, quality.JitterMaxMs);
    }

    [Fact]
    public void A_stray_packet_is_neither_a_loss_nor_a_new_beginning()
    {
        var stream = new StreamDriver();
        stream.Send(100);
        stream.SendAt(20_000);
        stream.Send(100);
        Assert.Equal((200, 200, 0), (stream.Read().Expected, stream.Read().Packets, stream.Read().Lost));
    }

    [Fact]
    public void Jitter_follows_the_recurrence_of_the_rfc()
    {
        var stream = new StreamDriver();
        stream.Send(1);
        stream.Send(1, delayMs: 16);
        // D = 16, J = 16 / 16; then D = 16 again, J = 1 + 15 / 16.
        Assert.Equal(1, stream.Read().JitterMs!.Value, 9);
        stream.Send(1);
        Assert.Equal((1 + 1.9375) / 2, stream.Read().JitterMs!.Value, 9);
        Assert.Equal(1.9375, stream.Read().JitterMaxMs!.Value, 9);
    }

    [Fact]
    public void Jitter_is_told_by_the_clock_of_the_codec()
    {
        var stream = new StreamDriver(new RtpFormat("opus", 48_000), type: 111);
        stream.Send(200);
        Assert.Equal(0, stream.Read().JitterMaxMs);
    }

    [Fact]
    public void Jitter_is_not_told_where_the_clock_is_not_known()
    {
        var stream = new StreamDriver(RtpFormat.OfStatic(111), type: 111);
        stream.Send(200);
        var quality = stream.Read();
        Assert.Equal(("", null, null, null), (quality.Codec, quality.JitterMs, quality.JitterMaxMs, quality.Mos));
        Assert.Equal(200, quality.Packets);
    }

    [Fact]
    public void Jitter_is_not_taken_over_a_change_of_codec()
    {
        var stream = new StreamDriver();
        stream.Send(100);
        for (var number = 100; number < 200; number++)
        {
            var other = stream.Sample(number) with { PayloadType = 0 };
            stream.Take(other with { Timestamp = other.Timestamp + 5000 }, RtpFormat.OfStatic(0));
        }

        Assert.Equal((200, 0), (stream.Read().Packets, stream.Read().JitterMaxMs));
    }

    [Fact]
    public void Telephone_events_are_counted_by_their_timestamp_and_make_no_jitter()
    {
        var stream = new StreamDriver();
        stream.Send(50);
        foreach (var start in new[] { 50, 60 })
        {
            for (var number = start; number < start + 10; number++)
            {
                stream.Take(stream.Sample(number) with { PayloadType = 101, Timestamp = stream.Sample(start).Timestamp, PayloadLength = 4 }, _events);
            }
        }

        stream.Next = 70;
        stream.Send(50);
        var quality = stream.Read();
        Assert.Equal((2, 120, 0), (quality.DtmfEvents, quality.Packets, quality.JitterMaxMs));
    }

    [Fact]
    public void An_event_beyond_the_keys_is_no_dtmf()
    {
        var stream = new StreamDriver();
        stream.Take(stream.Sample(0) with { PayloadType = 101, IsBeyondKeys = true }, _events);
        Assert.Equal(0, stream.Read().DtmfEvents);
    }

    [Fact]
    public void Too_short_a_stream_has_no_score()
    {
        var stream = new StreamDriver();
        stream.Send(RtpStreamMeter.LeastScored - 1);
        Assert.Null(stream.Read().Mos);
        stream.Send(1);
        Assert.NotNull(stream.Read().Mos);
    }

    [Fact]
    public void Losses_in_a_row_cost_more_than_scattered_ones()
    {
        var (scattered, bursty) = (new StreamDriver(), new StreamDriver());
        for (var part = 0; part < 20; part++)
        {
            for (var one = 0; one < 5; one++)
            {
                scattered.Send(9);
                scattered.Next++;
            }

            bursty.Send(45);
            bursty.Next += 5;
        }

        scattered.Send(1);
        bursty.Send(1);
        Assert.Equal(scattered.Read().LossPercent, bursty.Read().LossPercent);
        Assert.True(bursty.Read().Mos < scattered.Read().Mos);
    }

    [Fact]
    public void Taking_packets_allocates_nothing()
    {
        // A meter of its own for each round: what one takes once in its life is then seen in every round too.
        var streams = new Queue<StreamDriver>(Enumerable.Range(0, 10).Select(_ => new StreamDriver()));
        foreach (var stream in streams) stream.Send(1000);
        Assert.Equal(0, Allocations.Of(() => streams.Dequeue().Send(10_000)));
    }
}
