using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Walks the blocks of an extended report (RFC 3611 §3) and passes over those of other kinds. One that is cut short ends the walk.</summary>
internal ref struct XrBlocks(ReadOnlySpan<byte> blocks)
{
    private const int HeadLength = 4;
    private const int TimeLength = 8;
    private const int DelayLength = 12;
    private const byte ReceiverTimeBlock = 4;
    private const byte DelayBlock = 5;
    private const byte VoipMetricsBlock = 7;

    private ReadOnlySpan<byte> _rest = blocks;
    private ReadOnlySpan<byte> _content;
    private ReadOnlySpan<byte> _delays;

    /// <summary>What the block is.</summary>
    public RtcpItem Item { get; private set; }

    /// <summary>Middle 32 bits of a receiver's time.</summary>
    public readonly uint NtpMiddle => BinaryPrimitives.ReadUInt32BigEndian(_content[2..]);

    /// <summary>Moves to the next known block.</summary>
    public bool MoveNext()
    {
        while (_delays.Length < DelayLength)
        {
            if (!TryTake(out var type)) return false;
            if (type == DelayBlock) _delays = _content;
            Item = (type, _content.Length) switch
            {
                (ReceiverTimeBlock, TimeLength) => RtcpItem.ReceiverTime,
                (VoipMetricsBlock, VoipMetrics.Length) => RtcpItem.VoipMetrics,
                _ => RtcpItem.None,
            };
            if (Item != RtcpItem.None) return true;
        }

        _content = _delays[..DelayLength];
        _delays = _delays[DelayLength..];
        Item = RtcpItem.Delay;
        return true;
    }

    /// <summary>Reads the answer to a receiver's time.</summary>
    public readonly RtcpDelay ReadDelay(uint reporter) => new(
        reporter,
        BinaryPrimitives.ReadUInt32BigEndian(_content),
        BinaryPrimitives.ReadUInt32BigEndian(_content[4..]),
        BinaryPrimitives.ReadUInt32BigEndian(_content[8..]));

    /// <summary>Reads VoIP metrics.</summary>
    public readonly VoipMetrics ReadMetrics(uint reporter) => VoipMetrics.Read(reporter, _content);

    private bool TryTake(out byte type)
    {
        type = 0;
        if (_rest.Length < HeadLength) return false;
        type = _rest[0];
        var end = HeadLength * (1 + BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]));
        if (end > _rest.Length) return false;
        _content = _rest[HeadLength..end];
        _rest = _rest[end..];
        return true;
    }
}
