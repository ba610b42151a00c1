namespace Gudok.Ledger;

/// <summary>What a check of evidence found.</summary>
/// <param name="IsValid">Whether everything holds.</param>
/// <param name="Steps">What was checked and held, in plain words.</param>
/// <param name="KeyFingerprint">SHA-256 of the public key in the file; null if the file is not valid.</param>
/// <param name="Fault">What does not hold; empty if all does.</param>
public sealed record EvidenceVerdict(bool IsValid, IReadOnlyList<string> Steps, string? KeyFingerprint, string Fault);
