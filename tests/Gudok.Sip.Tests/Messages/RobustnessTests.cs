using System.Diagnostics;
using Gudok.Testing;

namespace Gudok.Sip.Tests;

public class RobustnessTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Duration = FuzzTime.Of(TimeSpan.FromSeconds(2));

    private static readonly byte[] Invite = SipText.Invite("abc").With("Contact", "<sip:alice@192.0.2.1>")
        .With("P-Asserted-Identity", "\"Alice\" <tel:+74951234567>").Body("application/sdp", "v=0\nc=IN IP4 192.0.2.1\nm=audio 4000 RTP/AVP 0\n").ToBytes();

    [Fact]
    public void Reading_allocates_nothing() => Assert.Equal(0, Allocations.Of(() =>
    {
        for (var count = 0; count < 1000; count++) Touch(Invite, SipFraming.Datagram);
    }));

    [Fact]
    public void No_octets_crash_or_hang_the_reader()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        byte[][] seeds = [Invite, .. TortureTests.Cases.Select(item => item.Data.Message)];
        var clock = Stopwatch.StartNew();
        var rounds = 0;
        for (; clock.Elapsed < Duration; rounds++)
        {
            var bytes = Mutate(random, seeds);
            Touch(bytes, SipFraming.Datagram);
            Touch(bytes, SipFraming.Stream);
            if (SipMessage.TryRead(bytes, SipFraming.Datagram, SipLimits.Default, out var message, out var consumed, out _) != SipReadStatus.Complete) continue;
            message.Judge(out _);
            Assert.InRange(consumed, 0, bytes.Length);
        }

        output.WriteLine($"{rounds} messages");
    }

    [Fact]
    public void Hostile_repetition_takes_linear_time()
    {
        string[] values = [new(';', 16000), new('"', 16000), new('<', 16000), new(',', 16000), new('\\', 16000), string.Concat(Enumerable.Repeat("\"\\", 8000)), new('@', 16000)];
        var clock = Stopwatch.StartNew();
        foreach (var value in values)
        {
            var bytes = SipText.Invite("abc").Replace("From", $"a{value}<sip:a@b>").Replace("Via", $"SIP/2.0/UDP h{value}").With("Contact", value).ToBytes();
            for (var count = 0; count < 10; count++) Touch(bytes, SipFraming.Datagram);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed}");
    }

    private static byte[] Mutate(Random random, byte[][] seeds)
    {
        var bytes = seeds[random.Next(seeds.Length)].ToList();
        ReadOnlySpan<byte> interesting = "\r\n\r\n \t\"\"<>;,:=@%?\\\0[]-0"u8;
        for (var count = random.Next(1, 8); count > 0; count--)
        {
            var at = random.Next(bytes.Count);
            var octet = random.Next(2) == 0 ? interesting[random.Next(interesting.Length)] : (byte)random.Next(256);
            switch (random.Next(4))
            {
                case 0: bytes[at] = octet; break;
                case 1: bytes.Insert(at, octet); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                default: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at))); break;
            }

            if (bytes.Count == 0) bytes.Add(octet);
        }

        return [.. bytes];
    }

    /// <summary>Reads everything that can be read of a message.</summary>
    private static void Touch(ReadOnlySpan<byte> bytes, SipFraming framing)
    {
        SipMessage.LooksLikeSip(bytes);
        if (SipMessage.TryRead(bytes, framing, SipLimits.Default, out var message, out _, out _) != SipReadStatus.Complete) return;
        _ = message.TopBranch;
        foreach (var via in message.Vias) _ = via.SentBy;
        foreach (var line in message.Headers)
        {
            foreach (var value in line.Values)
            {
                if (!SipAddress.TryParse(value, out var address)) continue;
                if (SipUri.TryParse(address.Uri, out var uri)) _ = uri.Port;
            }
        }

        if (!message.TryGetSdp(out var sdp)) return;
        foreach (var media in sdp.Media)
        {
            foreach (var map in media.RtpMaps) _ = map.ClockRate;
        }
    }
}
