namespace Gudok;

/// <summary>What <c>backup --json</c> prints.</summary>
/// <param name="Run">The run that the place now ends with.</param>
/// <param name="IsNew">Whether this command wrote it; false if nothing had changed.</param>
/// <param name="Files">Files in the three archives.</param>
/// <param name="CopiedOctets">Octets written.</param>
/// <param name="TotalOctets">Octets of all parts of the run.</param>
internal sealed record BackupJson(long Run, bool IsNew, int Files, long CopiedOctets, long TotalOctets);

/// <summary>What <c>backup verify --json</c> prints.</summary>
/// <param name="Run">The newest run.</param>
/// <param name="Runs">Runs that one can go back to.</param>
/// <param name="Files">Files of the newest run.</param>
/// <param name="Octets">Octets of its parts.</param>
/// <param name="Ok">Whether all of it is whole.</param>
/// <param name="Faults">What is broken or missing.</param>
internal sealed record BackupCheckJson(long Run, int Runs, int Files, long Octets, bool Ok, IReadOnlyList<string> Faults);

/// <summary>What <c>restore --json</c> prints.</summary>
/// <param name="Run">The run that was restored.</param>
/// <param name="MadeAt">The moment whose state it is.</param>
/// <param name="Files">Files written.</param>
/// <param name="Octets">Their octets.</param>
/// <param name="Days">Days of the ledger.</param>
/// <param name="Records">Records of the ledger.</param>
/// <param name="Parties">Parties that can be read.</param>
/// <param name="Erased">Parties that stay erased.</param>
/// <param name="Ok">Whether everything agrees with its seals.</param>
/// <param name="Missing">What could not be used, and why.</param>
internal sealed record RestoreJson(
    long Run, DateTimeOffset MadeAt, int Files, long Octets, int Days, long Records, long Parties, int Erased, bool Ok, IReadOnlyList<string> Missing);
