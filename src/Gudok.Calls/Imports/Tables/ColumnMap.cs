using System.Diagnostics.CodeAnalysis;

namespace Gudok.Calls;

/// <summary>What a table of calls means, as its owner describes it: <c>schemas/import-map.v1.schema.json</c>. Immutable.</summary>
public sealed class ColumnMap
{
    /// <summary>The most octets of a map.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>What stands between fields; null to tell it from the first line.</summary>
    public char? Delimiter { get; internal init; }

    /// <summary>Encoding of files without a byte order mark, null for UTF-8.</summary>
    public RecordEncoding? Encoding { get; internal init; }

    /// <summary>Time zone of local times, null if the map does not say.</summary>
    public string? Zone { get; internal init; }

    /// <summary>Whether the first line names the columns.</summary>
    public bool HasHeading { get; internal init; }

    /// <summary>Lines before the heading, or before the first record, that are no records.</summary>
    public int SkipLines { get; internal init; }

    /// <summary>What a line of a call begins with; others are passed over. Empty: all lines are calls.</summary>
    public string LinesBeginningWith { get; internal init; } = "";

    /// <summary>Whether rows of one session id are one call.</summary>
    public bool JoinsRows { get; internal init; } = true;

    /// <summary>Forms of times, in the words of .NET; empty for those that are known without.</summary>
    public IReadOnlyList<string> Times { get; internal init; } = [];

    /// <summary>Field of ours → place in the table.</summary>
    public IReadOnlyDictionary<string, ColumnPlace> Columns { get; internal init; } = new Dictionary<string, ColumnPlace>();

    /// <summary>The system's words for results, without case → ours.</summary>
    public IReadOnlyDictionary<string, CallDisposition> Dispositions { get; internal init; } = new Dictionary<string, CallDisposition>();

    /// <summary>The system's words for directions, without case → ours.</summary>
    public IReadOnlyDictionary<string, CallDirection> Directions { get; internal init; } = new Dictionary<string, CallDirection>();

    /// <summary>Whether columns are told by the characters of a line.</summary>
    public bool IsFixedWidth => Columns.Values.Any(place => place.From > 0);

    /// <summary>Reads a map.</summary>
    /// <param name="json">UTF-8; comments and trailing commas do no harm.</param>
    /// <param name="format">What it is for: accounting needs only its extra columns named, a table all that a call needs.</param>
    /// <param name="map">The map.</param>
    /// <param name="mistakes">Else all that is wrong, one line each.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, RecordFormat format, [NotNullWhen(true)] out ColumnMap? map, out IReadOnlyList<string> mistakes)
    {
        var reader = new ColumnMapReader(format);
        map = reader.Read(json);
        mistakes = reader.Mistakes;
        if (mistakes.Count > 0) map = null;
        return map is not null;
    }
}
