using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>A request for an export and what became of it.</summary>
public sealed record ExportView
{
    /// <summary>UUIDv7.</summary>
    public required string Id { get; init; }

    /// <summary>Account id of the requester.</summary>
    public required string AskedById { get; init; }

    /// <summary>Account name of the requester.</summary>
    public required string AskedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Which calls, as <see cref="NewExport.Search"/> had it; empty once it has ended.</summary>
    public required string Search { get; init; }

    /// <summary>Account names whose calls it reaches; null for everybody's.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>What stands in the archive.</summary>
    public required ExportFormat Format { get; init; }

    /// <summary>How numbers stand there.</summary>
    public required PartyForm Form { get; init; }

    /// <summary>What it is for.</summary>
    public required string Reason { get; init; }

    /// <summary>How long the file is kept once it is there.</summary>
    public required TimeSpan KeepFor { get; init; }

    /// <summary>How far it has come.</summary>
    public required ExportState State { get; init; }

    /// <summary>Who decided; null before.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When; null before.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why it was approved or refused; null before.</summary>
    public string? Decision { get; init; }

    /// <summary>Calls in the file; while it is made, so far.</summary>
    public int Calls { get; init; }

    /// <summary>Whether more calls were found than a file holds.</summary>
    public bool IsCut { get; init; }

    /// <summary>Until when it waits, or its file is kept.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Octets of the archive; null while there is none.</summary>
    public long? Bytes { get; init; }

    /// <summary>Whether the password was shown.</summary>
    public bool IsPasswordShown { get; init; }

    /// <summary>How often it was downloaded.</summary>
    public int Downloads { get; init; }

    /// <summary>Why it ended before its time, in a word: <c>requester</c>, <c>blocked</c>, <c>rights</c>, <c>erasure</c>, <c>nobody</c>, <c>disk</c>, <c>ledger</c>; else null.</summary>
    public string? Ended { get; init; }
}
