namespace Gudok.Backup;

/// <summary>What was put back.</summary>
/// <param name="Run">The run.</param>
/// <param name="MadeAt">The moment whose state was put back.</param>
/// <param name="Files">Files written.</param>
/// <param name="Octets">Their octets.</param>
/// <param name="Erased">Parties that the list of the erased names; all of them are forgotten again.</param>
/// <param name="Passed">Later runs that could not be used, each with the reason, and other things missing; one line each.</param>
public sealed record RestoreReport(long Run, DateTimeOffset MadeAt, int Files, long Octets, int Erased, IReadOnlyList<string> Passed);
