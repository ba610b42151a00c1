namespace Gudok.Access;

/// <summary>What is looked for in the journal: entries that fit all that is given.</summary>
public sealed record JournalSearch
{
    /// <summary>The most entries of a page.</summary>
    public const int MostEntries = 500;

    /// <summary>The most objects of <see cref="AnyObject"/>: the pseudonyms of ten years.</summary>
    public const int MostObjects = 120;

    /// <summary>From when on; null from the beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before when; null without end.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The actor: id or name, whole, whatever the case of its letters.</summary>
    public string? Actor { get; init; }

    /// <summary>The act, or a group of them with a dot at the end: <c>number.reveal</c>, <c>number.</c>.</summary>
    public string? Act { get; init; }

    /// <summary>An object, whole: <c>call:0192…</c>.</summary>
    public string? Object { get; init; }

    /// <summary>One of these objects, whole; at most <see cref="MostObjects"/>, the first ones count. An empty list finds nothing.</summary>
    public IReadOnlyList<string>? AnyObject { get; init; }

    /// <summary>How it went out; null for all.</summary>
    public ActOutcome? Outcome { get; init; }

    /// <summary>The network address, whole.</summary>
    public string? Address { get; init; }

    /// <summary>What one request did.</summary>
    public string? Correlation { get; init; }

    /// <summary>Only entries with smaller numbers: the last of the page before. Null for the first page.</summary>
    public long? Before { get; init; }

    /// <summary>How many, 1 to <see cref="MostEntries"/>.</summary>
    public int Limit { get; init; } = 50;
}
