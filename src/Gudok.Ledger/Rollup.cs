using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Counts and sums of the calls that started in one minute, by direction and disposition.</summary>
/// <param name="Minute">The minute's beginning.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Disposition">How they went out.</param>
/// <param name="Calls">How many.</param>
/// <param name="TalkMs">Talk time together, milliseconds.</param>
/// <param name="SetupMs">Set-up time together, milliseconds.</param>
/// <param name="WithSetup">How many have a set-up time.</param>
public sealed record Rollup(
    Instant Minute,
    CallDirection Direction,
    CallDisposition Disposition,
    long Calls,
    long TalkMs,
    long SetupMs,
    long WithSetup);

/// <summary>Rollups with the log position that they count up to: a reader adds what came later, and nothing twice.</summary>
/// <param name="Position">The ledger's position.</param>
/// <param name="Rollups">In order of minute.</param>
public sealed record RollupSpan(long Position, IReadOnlyList<Rollup> Rollups);
