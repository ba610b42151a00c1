namespace Gudok.Sip.Tests;

/// <summary>Sends packets of 20 ms to a meter and loses, delays or repeats some.</summary>
internal sealed class StreamDriver(RtpFormat format, byte type = 8, ushort firstSequence = 0, uint firstTimestamp = 0)
{
    public const int PacketMs = 20;

    private readonly uint _ticks = (uint)(format.ClockRate * PacketMs / 1000);
    private readonly RtpStreamMeter _meter = new();

    public StreamDriver()
        : this(RtpFormat.OfStatic(8))
    {
    }

    /// <summary>The number of the next packet, from 0.</summary>
    public int Next { get; set; }

    public StreamQuality Read() => _meter.Read();

    /// <summary>Sends packets in time.</summary>
    public void Send(int count, double delayMs = 0, byte level = 30)
    {
        for (var sent = 0; sent < count; sent++) SendAt(Next++, delayMs, level);
    }

    /// <summary>Sends packets every second one of which is late.</summary>
    public void SendUneven(int count, double delayMs)
    {
        for (var sent = 0; sent < count; sent++) Send(1, sent % 2 == 0 ? delayMs : 0);
    }

    /// <summary>Sends one packet by its number.</summary>
    public void SendAt(int number, double delayMs = 0, byte level = 30) => Take(Sample(number, delayMs) with { Level = level }, format);

    public void Take(in RtpSample sample, in RtpFormat of) => _meter.Take(sample, of);

    public RtpSample Sample(int number, double delayMs = 0) => new()
    {
        Time = new Instant(1_700_000_000_000_000 + (long)(((number * PacketMs) + delayMs) * 1000)),
        Sequence = (ushort)(firstSequence + number),
        Timestamp = firstTimestamp + ((uint)number * _ticks),
        PayloadType = type,
        PayloadLength = 160,
        Level = 30,
    };
}
