using Gudok.Calls;

namespace Gudok.Capture;

/// <summary>What an import of other systems' records did.</summary>
public sealed record RecordReport
{
    /// <summary>Files read, whole or in part.</summary>
    public required long Files { get; init; }

    /// <summary>Lines read, or documents.</summary>
    public required long Lines { get; init; }

    /// <summary>Lines that are no records of calls, by the reason's public name.</summary>
    public required IReadOnlyDictionary<string, long> Ignored { get; init; }

    /// <summary>Calls found.</summary>
    public required long Calls { get; init; }

    /// <summary>Calls whose end is not told.</summary>
    public required long Open { get; init; }

    /// <summary>Records added; in a forecast those that would be.</summary>
    public required long Added { get; init; }

    /// <summary>Calls that were recorded before.</summary>
    public required long Known { get; init; }

    /// <summary>Records corrected.</summary>
    public required long Corrected { get; init; }

    /// <summary>Lines refused.</summary>
    public required long RefusedLines { get; init; }

    /// <summary>The first of them in the order of files and lines, at most <see cref="RefusedLedger.MostListed"/>; without what stood in them.</summary>
    public required IReadOnlyList<RefusedLine> Refused { get; init; }

    /// <summary>Files that could not be read, or not to their ends, one line each.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }
}

/// <summary>How far an import of records is. What <see cref="Recorded"/> says is durable.</summary>
/// <param name="Share">0–1 by octets read; negative when the size is not known.</param>
/// <param name="Lines">Lines read.</param>
/// <param name="Refused">Lines refused.</param>
/// <param name="Recorded">Calls durably recorded.</param>
public readonly record struct RecordState(double Share, long Lines, long Refused, long Recorded);
