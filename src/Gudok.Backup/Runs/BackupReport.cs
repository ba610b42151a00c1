namespace Gudok.Backup;

/// <summary>What a run did.</summary>
/// <param name="Run">The run that the place now ends with; 0 if there is none.</param>
/// <param name="IsNew">Whether this run wrote it; false if nothing had changed.</param>
/// <param name="Files">Files in the three archives.</param>
/// <param name="CopiedOctets">Octets written to the place.</param>
/// <param name="TotalOctets">Octets of all parts that the run is made of.</param>
/// <param name="Faults">What was found broken in the place and copied anew, one line each.</param>
public sealed record BackupReport(long Run, bool IsNew, int Files, long CopiedOctets, long TotalOctets, IReadOnlyList<string> Faults);
