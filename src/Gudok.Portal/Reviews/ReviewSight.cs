using Gudok.Access;

namespace Gudok.Portal;

/// <summary>What the page of reviews shows.</summary>
public sealed record ReviewSight
{
    /// <summary>The review of this quarter.</summary>
    public required RightsReview Review { get; init; }

    /// <summary>Who left; none for a reader of one team.</summary>
    public required IReadOnlyList<Leaver> Leavers { get; init; }

    /// <summary>What was closed and confirmed; none for a reader of one team.</summary>
    public required IReadOnlyList<ReviewRecord> Records { get; init; }

    /// <summary>Whether the reader reaches all teams, and so sees leavers and records.</summary>
    public required bool SeesAll { get; init; }

    /// <summary>Whether the reader may confirm the list of leavers.</summary>
    public required bool MayConfirm { get; init; }

    /// <summary>What became of an answer; null if there was none.</summary>
    public string? Said { get; init; }

    /// <summary>Whether it was refused.</summary>
    public bool IsBad { get; init; }
}
