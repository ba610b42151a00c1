namespace Gudok.Ledger;

/// <summary>What a check of the ledger found.</summary>
/// <param name="Days">Days checked.</param>
/// <param name="Records">Records checked.</param>
/// <param name="Corrections">Corrections checked.</param>
/// <param name="Failure">The first thing that is wrong, or null.</param>
public sealed record VerifyReport(int Days, long Records, long Corrections, VerifyFailure? Failure)
{
    /// <summary>Amendments checked.</summary>
    public long Amendments { get; init; }

    /// <summary>What was found of the signed heads.</summary>
    public HeadsReport Heads { get; init; } = HeadsReport.None;

    /// <summary>Whether everything agrees.</summary>
    public bool IsOk => Failure is null;
}

/// <summary>The first thing found wrong.</summary>
/// <param name="Day">The day, <c>2026-11-21</c>.</param>
/// <param name="Record">The record's id, or null if the fault is not in one record.</param>
/// <param name="Fault">The fault's code.</param>
/// <param name="Text">What is wrong, one line, no number in it.</param>
public sealed record VerifyFailure(string Day, string? Record, string Fault, string Text)
{
    /// <summary>The number of the head that fails; null if the fault is not in a head.</summary>
    public long? Head { get; init; }
}

/// <summary>What a check found of the signed heads.</summary>
/// <param name="Heads">Heads checked, of all logs: form, link, signature.</param>
/// <param name="Unsealed">Entries of the ledger that no head covers yet.</param>
/// <param name="Dropped">Entries whose days were dropped lawfully, as the chain says.</param>
/// <param name="Last">The last head; null if there is none.</param>
public sealed record HeadsReport(long Heads, long Unsealed, long Dropped, Seals.SignedHead? Last)
{
    /// <summary>Nothing was ever signed.</summary>
    public static HeadsReport None { get; } = new(0, 0, 0, null);
}

/// <summary>How far a check is.</summary>
/// <param name="Day">The day it is in.</param>
/// <param name="Records">Records checked so far.</param>
public sealed record VerifyProgress(string Day, long Records);
