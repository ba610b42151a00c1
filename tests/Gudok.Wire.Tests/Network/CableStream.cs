using System.Buffers.Binary;

namespace Gudok.Wire.Tests;

/// <summary>What a cable did to the RTP and the RTCP of one source in one direction.</summary>
internal sealed class CableStream
{
    // At both ends of a stream nothing would tell that any were lost.
    private const int Spared = 5;

    private readonly WayFaults _faults;
    private readonly HashSet<int> _lost;
    private readonly Random _random;

    /// <summary>Draws which packets it will lose, so that this does not hang on how busy the machine is: just the share that was set.</summary>
    /// <param name="faults">What the cable does.</param>
    /// <param name="packets">How many packets of RTP there will be, numbered from 0.</param>
    /// <param name="seed">Of what is done by chance.</param>
    public CableStream(WayFaults faults, int packets, int seed)
    {
        (_faults, _random) = (faults, new Random(seed));
        var numbers = Enumerable.Range(Spared, packets - (2 * Spared)).ToArray();
        _random.Shuffle(numbers);
        _lost = [.. numbers.Take((int)Math.Round(packets * faults.LossPercent / 100))];
    }

    /// <summary>The RTP that came, each with its timestamp in milliseconds and the moment in milliseconds at which it came.</summary>
    public List<(double Timestamp, double At)> Came { get; } = [];

    /// <summary>The RTP that passed, with the moment at which it left.</summary>
    public List<(double Timestamp, double At)> Passed { get; } = [];

    /// <summary>How long each packet of RTP that is not lost is to take, in milliseconds, by its timestamp in milliseconds: what was set, whatever the machine made of it.</summary>
    public Dictionary<double, double> SetMs { get; } = [];

    /// <summary>How much RTP was lost.</summary>
    public int Lost { get; set; }

    /// <summary>Whether the packet of RTP with this number is lost; RTCP never is.</summary>
    public bool Loses(int number) => _lost.Contains(number);

    /// <summary>How long the next one takes, in milliseconds.</summary>
    public double NextDelayMs() => _faults.DelayMs + (_random.NextDouble() * _faults.SpreadMs);

    /// <summary>Mean of the running figure of RFC 3550, A.8, by itself.</summary>
    public static double JitterOf(IReadOnlyList<(double Timestamp, double At)> packets)
    {
        double jitter = 0, sum = 0;
        for (var index = 1; index < packets.Count; index++)
        {
            var (before, packet) = (packets[index - 1], packets[index]);
            jitter += (Math.Abs(packet.At - before.At - (packet.Timestamp - before.Timestamp)) - jitter) / 16;
            sum += jitter;
        }

        return sum / (packets.Count - 1);
    }

    /// <summary>The timestamp of a packet of RTP with a clock of 8 kHz, in milliseconds.</summary>
    public static double TimestampOf(ReadOnlySpan<byte> rtp) => BinaryPrimitives.ReadUInt32BigEndian(rtp[4..]) / 8.0;
}
