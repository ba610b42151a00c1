using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Gudok.Portal;

/// <summary>One posted call as it came.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Json">UTF-8, valid until the next line is asked for; empty where <paramref name="Outcome"/> tells why.</param>
/// <param name="Outcome">Whether it can be read.</param>
internal readonly record struct PostedLine(int Number, ReadOnlyMemory<byte> Json, LineOutcome Outcome = LineOutcome.Whole);

/// <summary>What reading a line gave.</summary>
internal enum LineOutcome
{
    /// <summary>One whole line or element.</summary>
    Whole,

    /// <summary>Longer than the limit; it was skipped.</summary>
    TooLong,

    /// <summary>The list breaks off or breaks JSON here; nothing after it was read.</summary>
    Broken,
}

/// <summary>Cuts a posted body into calls without ever holding more than one.</summary>
internal static class PostedLines
{
    /// <summary>Newline-delimited JSON: lines end in LF or CRLF, blank ones count and are not given out.</summary>
    public static async IAsyncEnumerable<PostedLine> ReadLinesAsync(
        PipeReader body, int maxBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 1;
        var isSkipping = false;
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            var rest = read.Buffer;
            while (TryCut(ref rest, read.IsCompleted, out var line))
            {
                if (isSkipping || line.Length > maxBytes) yield return new PostedLine(number, default, LineOutcome.TooLong);
                else if (!IsBlank(line)) yield return new PostedLine(number, line.ToArray());
                isSkipping = false;
                number++;
            }

            if (rest.Length > maxBytes)
            {
                isSkipping = true;
                rest = rest.Slice(rest.End);
            }

            body.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted && rest.IsEmpty) break;
        }

        if (isSkipping) yield return new PostedLine(number, default, LineOutcome.TooLong);
    }

    /// <summary>A JSON array: its elements one by one.</summary>
    public static async IAsyncEnumerable<PostedLine> ReadArrayAsync(
        PipeReader body, int maxBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var elements = JsonSerializer.DeserializeAsyncEnumerable(body, PortalJson.Default.JsonElement, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var disposed = elements.ConfigureAwait(false);
        for (var number = 1; ; number++)
        {
            var isBroken = false;
            try
            {
                if (!await elements.MoveNextAsync().ConfigureAwait(false)) yield break;
            }
            catch (JsonException)
            {
                isBroken = true;
            }

            if (isBroken)
            {
                yield return new PostedLine(number, default, LineOutcome.Broken);
                yield break;
            }

            var json = JsonMarshal.GetRawUtf8Value(elements.Current).ToArray();
            yield return json.Length > maxBytes ? new PostedLine(number, default, LineOutcome.TooLong) : new PostedLine(number, json);
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
