namespace Gudok.Calls;

/// <summary>Where records come from and how they are written.</summary>
/// <param name="Format">Their format.</param>
/// <param name="Name">The source's name: records say it, and ids that are no Call-ID count within it.</param>
public sealed record RecordSource(RecordFormat Format, string Name)
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxName = 64;

    /// <summary>Time zone of local times, null if nobody said it.</summary>
    public string? Zone { get; init; }

    /// <summary>Encoding of files without a byte order mark; null for UTF-8.</summary>
    public RecordEncoding? Encoding { get; init; }

    /// <summary>Describes the columns: required for <see cref="RecordFormat.Csv"/>, names the extra columns of <see cref="RecordFormat.Acc"/>.</summary>
    public ColumnMap? Map { get; init; }

    /// <summary>Whether refused lines are wanted as they stood.</summary>
    public bool KeepsRefused { get; init; }

    /// <summary>Whether a name may stand in records and settings: letters, digits, dot, dash and underscore, no number in it.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_')
        && name.Count(char.IsAsciiDigit) < 7;
}
