using System.Text.Json;

namespace Gudok.Access;

/// <summary>On which line of a JSON text each member begins, so that a fault can be found by whoever mends it.</summary>
internal sealed class PolicyLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <summary>Reads the lines of a text that is well formed.</summary>
    public static PolicyLines Of(byte[] json)
    {
        var lines = new PolicyLines();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var path = new Stack<string>();
        var (line, counted) = (1, 0);
        while (reader.Read())
        {
            line += json.AsSpan(counted, (int)reader.TokenStartIndex - counted).Count((byte)'\n');
            counted = (int)reader.TokenStartIndex;
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            while (path.Count >= reader.CurrentDepth) path.Pop();
            path.Push(reader.GetString()!);
            lines._lines[string.Join(" / ", path.Reverse())] = line;
        }

        return lines;
    }

    /// <summary>A place as a person finds it: <c>line 12, acts / calls.search / operator</c>.</summary>
    public string Tell(params ReadOnlySpan<string> path)
    {
        var place = string.Join(" / ", path.ToArray());
        return _lines.TryGetValue(place, out var line) ? $"line {line}, {place}" : place;
    }
}
