using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Gudok.Portal;

/// <summary>Cuts newline-delimited JSON into calls. Lines end in LF or CRLF; blank ones count and are not given out.</summary>
internal static class PostedLines
{
    /// <summary>Never holds more than what one read of the connection brought and one line.</summary>
    public static async IAsyncEnumerable<PostedLine> ReadAsync(
        PipeReader body, int maxBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 1;
        var isSkipping = false;
        var lines = new List<PostedLine>();
        for (var isLast = false; !isLast;)
        {
            var read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            isLast = read.IsCompleted;
            var rest = read.Buffer;
            while (TryCut(ref rest, isLast, out var line))
            {
                if (isSkipping || line.Length > maxBytes) lines.Add(new PostedLine(number, default, LineOutcome.TooLong));
                else if (!IsBlank(line)) lines.Add(new PostedLine(number, line.ToArray()));
                isSkipping = false;
                number++;
            }

            if (rest.Length > maxBytes)
            {
                isSkipping = true;
                rest = rest.Slice(rest.End);
            }

            // Before anything is given out: whoever takes it may stop there, and the connection must not be left in the middle of a read.
            body.AdvanceTo(rest.Start, rest.End);
            if (isLast && isSkipping) lines.Add(new PostedLine(number, default, LineOutcome.TooLong));
            foreach (var line in lines) yield return line;
            lines.Clear();
        }
    }

    private static bool TryCut(ref ReadOnlySequence<byte> rest, bool isLast, out ReadOnlySequence<byte> line)
    {
        line = default;
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        if (!isLast || rest.IsEmpty) return false;
        line = rest;
        rest = rest.Slice(rest.End);
        return true;
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
            if (part.Span.ContainsAnyExcept(" \t\r"u8)) return false;
        return true;
    }
}
