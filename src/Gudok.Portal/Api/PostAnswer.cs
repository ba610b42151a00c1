namespace Gudok.Portal;

/// <summary>What became of posted calls. Everything that is not refused is recorded and durable.</summary>
/// <param name="Added">New records.</param>
/// <param name="Known">Calls that were recorded before and brought nothing new.</param>
/// <param name="Corrected">Calls that were recorded before and brought something later.</param>
/// <param name="Refused">Lines, or elements of the list, that were not taken.</param>
internal sealed record PostAnswer(int Added, int Known, int Corrected, IReadOnlyList<RefusedLine> Refused);

/// <summary>One call that was refused.</summary>
/// <param name="Line">Its line, or its place in the list, from 1.</param>
/// <param name="Code">The fault's code.</param>
/// <param name="Reason">Which member, and what it should be.</param>
internal sealed record RefusedLine(int Line, string Code, string Reason);
