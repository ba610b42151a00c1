namespace Gudok.Ledger;

/// <summary>What a check of the ledger found.</summary>
/// <param name="Days">Days checked.</param>
/// <param name="Records">Records checked.</param>
/// <param name="Corrections">Corrections checked.</param>
/// <param name="Failure">The first thing that is wrong, or null.</param>
public sealed record VerifyReport(int Days, long Records, long Corrections, VerifyFailure? Failure)
{
    /// <summary>Whether everything agrees.</summary>
    public bool IsOk => Failure is null;
}

/// <summary>The first thing found wrong.</summary>
/// <param name="Day">The day, <c>2026-11-21</c>.</param>
/// <param name="Record">The record's id, or null if the fault is not in one record.</param>
/// <param name="Fault">The fault's code.</param>
/// <param name="Text">What is wrong, one line, no number in it.</param>
public sealed record VerifyFailure(string Day, string? Record, string Fault, string Text);

/// <summary>How far a check is.</summary>
/// <param name="Day">The day it is in.</param>
/// <param name="Records">Records checked so far.</param>
public sealed record VerifyProgress(string Day, long Records);
