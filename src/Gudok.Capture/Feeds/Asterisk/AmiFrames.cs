using System.Buffers;

namespace Gudok.Capture;

/// <summary>Cuts the octets of a manager connection (AMI) into messages: lines up to an empty one.</summary>
/// <remarks>The greeting line has no empty line after it and so stands before the first response, where nobody looks for it.</remarks>
internal sealed class AmiFrames
{
    /// <summary>The longest message, in octets; one that is longer is passed over.</summary>
    public const int LongestMessage = 64 << 10;

    private bool _isSkipping;

    /// <summary>Takes the next message off the octets.</summary>
    /// <param name="rest">What is there; begins behind the message afterwards.</param>
    /// <param name="message">Its lines, without the empty one.</param>
    public FrameStep TryTake(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> message)
    {
        var reader = new SequenceReader<byte>(rest);
        if (reader.TryReadTo(out message, "\r\n\r\n"u8, advancePastDelimiter: true))
        {
            rest = rest.Slice(reader.Position);
            var isWhole = !_isSkipping && message.Length <= LongestMessage;
            var isCounted = _isSkipping;
            _isSkipping = false;
            if (isWhole) return FrameStep.Message;
            message = default;
            return isCounted ? TryTake(ref rest, out message) : FrameStep.Skipped;
        }

        message = default;
        // The last three octets may be the beginning of the empty line.
        if (rest.Length <= LongestMessage + 3) return FrameStep.NeedMore;
        rest = rest.Slice(rest.Length - 3);
        if (_isSkipping) return FrameStep.NeedMore;
        _isSkipping = true;
        return FrameStep.Skipped;
    }
}
