using System.Buffers;
using System.Buffers.Text;

namespace Gudok.Capture;

/// <summary>Cuts the octets of an event socket (ESL) into messages: header lines up to an empty one, then as many octets as Content-Length says.</summary>
internal sealed class EslFrames
{
    /// <summary>The longest header of a message, in octets: behind one that is longer nobody finds the next message.</summary>
    public const int LongestHead = 8 << 10;

    /// <summary>The longest body, in octets; one that is longer is passed over.</summary>
    public const int LongestBody = 256 << 10;

    private long _toSkip;

    /// <summary>Takes the next message off the octets.</summary>
    /// <param name="rest">What is there; begins behind the message afterwards.</param>
    /// <param name="head">Its header lines.</param>
    /// <param name="body">Its body, may be empty.</param>
    public FrameStep TryTake(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> head, out ReadOnlySequence<byte> body)
    {
        (head, body) = (default, default);
        if (_toSkip > 0)
        {
            var skipped = Math.Min(_toSkip, rest.Length);
            rest = rest.Slice(skipped);
            _toSkip -= skipped;
            if (_toSkip > 0) return FrameStep.NeedMore;
        }

        var reader = new SequenceReader<byte>(rest);
        reader.AdvancePast((byte)'\n');
        if (!reader.TryReadTo(out head, "\n\n"u8, advancePastDelimiter: true)) return rest.Length > LongestHead ? FrameStep.Malformed : FrameStep.NeedMore;
        if (head.Length > LongestHead || !TryReadLength(head, out var length)) return FrameStep.Malformed;
        if (length > LongestBody)
        {
            rest = rest.Slice(reader.Position);
            _toSkip = length;
            return FrameStep.Skipped;
        }

        if (reader.Remaining < length) return FrameStep.NeedMore;
        body = rest.Slice(reader.Position, length);
        rest = rest.Slice(body.End);
        return FrameStep.Message;
    }

    private static bool TryReadLength(in ReadOnlySequence<byte> head, out long length)
    {
        var octets = head.IsSingleSegment ? head.FirstSpan : head.ToArray();
        var value = new FeedMessage(octets).Find("Content-Length"u8);
        length = 0;
        return value.IsEmpty || (Utf8Parser.TryParse(value, out length, out var used) && used == value.Length && length is >= 0 and <= int.MaxValue);
    }
}
