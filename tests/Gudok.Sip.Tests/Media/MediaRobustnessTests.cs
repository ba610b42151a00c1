using System.Diagnostics;
using Gudok.Testing;

namespace Gudok.Sip.Tests;

public sealed class MediaRobustnessTests(ITestOutputHelper output)
{
    private static readonly TimeSpan _duration = FuzzTime.Of(TimeSpan.FromSeconds(2));

    private static readonly byte[][] _good =
    [
        RtpBytes.Packet(payload: new byte[160]),
        RtpBytes.Packet(101, payload: [1, 0x8a, 0, 160]),
        RtcpBytes.SenderReport(RtcpBytes.Alice, 1, RtcpBytes.Block(RtcpBytes.Bob, lost: -3), RtcpBytes.Block(7)),
        [.. RtcpBytes.ReceiverReport(RtcpBytes.Alice), .. RtcpBytes.Packet(202, 1, RtcpBytes.Words(RtcpBytes.Alice, 0x0102_6100))],
        RtcpBytes.Packet(
            207, 0, RtcpBytes.Words(RtcpBytes.Alice), RtcpBytes.XrBlock(4, RtcpBytes.Words(1, 2)), RtcpBytes.XrBlock(5, RtcpBytes.Words(1, 2, 3, 4, 5, 6)),
            RtcpBytes.XrBlock(7, RtcpBytes.Words(1, 2, 3, 4, 5, 6, 7, 8))),
        QualityReportTests.Session.ToArray(),
        "PS=1622,OS=259520,PR=990,OR=160160,PL=10,JI=3.5,LA=12,DU=20,EN=G711u,DE=G711a"u8.ToArray(),
        """{"type":200,"ssrc":1,"report_blocks":[{"source_ssrc":-1,"fraction_lost":64,"ia_jitter":"57","x":"\ud83d"}],"report_blocks_xr":{"round_trip_delay":80}}"""u8.ToArray(),
        """{"RTP_SIP_CALL_ID":"b@192.0.2.1","MEAN_JITTER":0.25,"TOTAL_PK":1425,"EXPECTED_PK":1500,"MOS":4.2,"SRC_IP":"192.0.2.1","SRC_PORT":5000,"CODEC_NAME":"g722"}"""u8.ToArray(),
    ];

    [Fact]
    public void No_octets_crash_or_hang_a_reader_of_media()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        var rounds = 0;
        for (; clock.Elapsed < _duration; rounds++) Touch(Mutate(random));
        output.WriteLine($"{rounds} payloads");
    }

    [Fact]
    public void No_order_of_packets_leads_a_meter_out_of_its_bounds()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        byte[] types = [0, 8, 9, 13, 18, 101];
        for (var round = 0; round < 200; round++)
        {
            var meter = new RtpStreamMeter();
            for (var count = random.Next(1, 2000); count > 0; count--)
            {
                var type = types[random.Next(types.Length)];
                var sample = new RtpSample
                {
                    Time = new Instant(random.Next(8) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : count * 20_000),
                    Sequence = (ushort)(random.Next(4) == 0 ? random.Next() : count),
                    Timestamp = (uint)(random.Next(4) == 0 ? random.Next() : count * 160),
                    PayloadType = type,
                    PayloadLength = (ushort)random.Next(ushort.MaxValue),
                    Level = (byte)random.Next(256),
                };
                meter.Take(sample, type == 101 ? new RtpFormat("telephone-event", 8000) : RtpFormat.OfStatic(type));
            }

            AssertWithinBounds(meter.Read());
        }
    }

    [Fact]
    public void Reading_rtp_and_rtcp_allocates_nothing() => Assert.Equal(0, Allocations.Of(() =>
    {
        for (var count = 0; count < 100; count++)
        {
            foreach (var octets in _good.AsSpan(0, 5))
            {
                RtpBytes.TryRead(octets, out _);
                if (!RtcpReader.TryOpen(octets, out var reader)) continue;
                while (reader.MoveNext()) { }
            }
        }
    }));

    private static void AssertWithinBounds(StreamQuality quality)
    {
        Assert.InRange(quality.LossPercent, 0, 100);
        Assert.InRange(quality.Lost, 0, quality.Expected);
        Assert.InRange(quality.Packets, 1, quality.Expected);
        Assert.InRange(quality.JitterMs ?? 0, 0, JitterMeter.MostStepMs);
        Assert.InRange(quality.Mos ?? 1, 1, EModel.MostScore);
        Assert.InRange(quality.SilentPercent ?? 0, 0, 100);
        Assert.InRange(quality.Worst?.LossPercent ?? 0, 0, 100);
        Assert.InRange(quality.Worst?.Mos ?? 1, 1, EModel.MostScore);
        Assert.True(quality.EndedAt >= quality.StartedAt);
    }

    private static void Touch(byte[] octets)
    {
        RtpBytes.TryRead(octets, out _);
        if (RtcpReader.TryOpen(octets, out var reader))
        {
            var items = 0;
            while (reader.MoveNext()) items++;
            Assert.InRange(items, 0, octets.Length / 4);
        }

        RtpStatHeader.TryRead(octets, out _);
        VqReport.TryRead(octets, out _, out _);
        if (AgentReport.TryRead(octets, out var told)) Assert.InRange(told.LossPercent ?? 0, 0, 100);
        if (RtcpJson.TryRead(octets, 8000, out var report)) Assert.InRange(report.LossPercent ?? 0, 0, 100);
    }

    private static byte[] Mutate(Random random)
    {
        var octets = _good[random.Next(_good.Length)].ToList();
        for (var count = random.Next(0, 6); count > 0; count--)
        {
            var at = random.Next(octets.Count + 1);
            switch (random.Next(4))
            {
                case 0:
                    octets.Insert(at, (byte)random.Next(256));
                    break;
                case 1 when at < octets.Count:
                    octets.RemoveRange(at, random.Next(octets.Count - at));
                    break;
                case 2 when at < octets.Count:
                    octets[at] = (byte)random.Next(256);
                    break;
                default:
                    octets.AddRange(octets.Take(at).ToArray());
                    break;
            }
        }

        return [.. octets];
    }
}
