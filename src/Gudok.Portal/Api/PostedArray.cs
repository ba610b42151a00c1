using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Gudok.Portal;

/// <summary>Cuts a JSON array into its elements while it is coming.</summary>
internal static class PostedArray
{
    /// <summary>Never holds more than what one read of the connection brought and one element. What came before a fault is given out: the
    /// serializer's own reader would throw it away with the fault.</summary>
    public static async IAsyncEnumerable<PostedLine> ReadAsync(
        PipeReader body, int maxBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cutter = new Cutter(maxBytes);
        var elements = new List<PostedLine>();
        for (var isLast = false; !isLast && !cutter.IsOver;)
        {
            var read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            isLast = read.IsCompleted;
            var rest = cutter.Cut(read.Buffer, isLast, elements);
            body.AdvanceTo(rest.Start, rest.End);
            foreach (var element in elements) yield return element;
            elements.Clear();
        }
    }

    private sealed class Cutter(int maxBytes)
    {
        private JsonReaderState _state;
        private bool _isInside;
        private int _number = 1;

        /// <summary>Whether nothing more is to be read.</summary>
        public bool IsOver { get; private set; }

        /// <summary>Cuts what is whole and gives back the rest.</summary>
        public ReadOnlySequence<byte> Cut(ReadOnlySequence<byte> buffer, bool isLast, List<PostedLine> elements)
        {
            try
            {
                while (TryStep(ref buffer, isLast, elements))
                {
                }
            }
            catch (JsonException)
            {
                Stop(elements, LineOutcome.Broken);
            }

            // Commas and blanks before an element are part of the rest, hence the little extra.
            if (!IsOver && buffer.Length > maxBytes + 1024) Stop(elements, LineOutcome.TooLong);
            return IsOver ? buffer.Slice(buffer.End) : buffer;
        }

        private bool TryStep(ref ReadOnlySequence<byte> buffer, bool isLast, List<PostedLine> elements)
        {
            var reader = new Utf8JsonReader(buffer, isLast, _state);
            if (IsOver || !reader.Read()) return false;
            if (reader.CurrentDepth == 0 && reader.TokenType == JsonTokenType.EndArray)
            {
                // Whatever follows a whole list is not ours to judge.
                IsOver = true;
            }
            else if (!_isInside)
            {
                if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException();
                _isInside = true;
            }
            else
            {
                var start = reader.TokenStartIndex;
                if (!reader.TrySkip()) return false;
                var element = buffer.Slice(start, reader.BytesConsumed - start);
                if (element.Length > maxBytes) Stop(elements, LineOutcome.TooLong);
                else elements.Add(new PostedLine(_number++, element.ToArray()));
            }

            _state = reader.CurrentState;
            buffer = buffer.Slice(reader.Position);
            return true;
        }

        private void Stop(List<PostedLine> elements, LineOutcome outcome)
        {
            elements.Add(new PostedLine(_number, default, outcome));
            IsOver = true;
        }
    }
}
