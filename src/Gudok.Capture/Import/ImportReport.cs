namespace Gudok.Capture;

/// <summary>What an import did.</summary>
public sealed record ImportReport
{
    /// <summary>Files read, whole or in part.</summary>
    public required long Files { get; init; }

    /// <summary>Frames read.</summary>
    public required long Packets { get; init; }

    /// <summary>SIP messages, before any merging.</summary>
    public required long SipMessages { get; init; }

    /// <summary>What was not used, by the reason's public name.</summary>
    public required IReadOnlyDictionary<string, long> Ignored { get; init; }

    /// <summary>Calls found.</summary>
    public required long Calls { get; init; }

    /// <summary>Calls whose end was not seen.</summary>
    public required long Open { get; init; }

    /// <summary>Records added.</summary>
    public required long Added { get; init; }

    /// <summary>Calls that were recorded before.</summary>
    public required long Known { get; init; }

    /// <summary>Records corrected.</summary>
    public required long Corrected { get; init; }

    /// <summary>What could not be read, one line each: where, what, how to mend it.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }
}

/// <summary>How far an import is. What <see cref="Recorded"/> says is durable.</summary>
/// <param name="Share">0–1 by octets read; negative when the size is not known.</param>
/// <param name="Packets">Frames read.</param>
/// <param name="SipMessages">SIP messages.</param>
/// <param name="Recorded">Calls durably recorded.</param>
public readonly record struct ImportState(double Share, long Packets, long SipMessages, long Recorded);
