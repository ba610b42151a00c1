using Gudok.Calls;
using Gudok.Capture;

namespace Gudok;

/// <summary>What <c>import --json</c> prints.</summary>
/// <param name="Files">Files read.</param>
/// <param name="Packets">Frames read.</param>
/// <param name="SipMessages">SIP messages before any merging.</param>
/// <param name="Lines">Lines, or documents, of other systems' records.</param>
/// <param name="Ignored">What was not used, by reason.</param>
/// <param name="Calls">Calls found.</param>
/// <param name="Open">Of them: whose end was not seen.</param>
/// <param name="Added">Records added; of a dry run those that would be.</param>
/// <param name="Known">Calls recorded before.</param>
/// <param name="Corrected">Records corrected by what came later.</param>
/// <param name="Refused">Files, parts or lines that could not be read.</param>
/// <param name="RefusedLines">The first of the refused lines, at most 1,000.</param>
/// <param name="DryRun">Whether nothing was written.</param>
/// <param name="ElapsedMs">Milliseconds.</param>
internal sealed record ImportJson(
    long Files,
    long Packets,
    long SipMessages,
    long Lines,
    IReadOnlyDictionary<string, long> Ignored,
    long Calls,
    long Open,
    long Added,
    long Known,
    long Corrected,
    long Refused,
    IReadOnlyList<RefusedLineJson> RefusedLines,
    bool DryRun,
    long ElapsedMs)
{
    /// <summary>The public form of both reports together.</summary>
    public static ImportJson Of(ImportReport? captures, RecordReport? records, bool isDry)
    {
        var ignored = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (reason, count) in (captures?.Ignored ?? new Dictionary<string, long>()).Concat(records?.Ignored ?? new Dictionary<string, long>()))
            ignored[reason] = ignored.GetValueOrDefault(reason) + count;
        return new ImportJson(
            Sum(captures?.Files, records?.Files),
            captures?.Packets ?? 0,
            captures?.SipMessages ?? 0,
            records?.Lines ?? 0,
            ignored,
            Sum(captures?.Calls, records?.Calls),
            Sum(captures?.Open, records?.Open),
            Sum(captures?.Added, records?.Added),
            Sum(captures?.Known, records?.Known),
            Sum(captures?.Corrected, records?.Corrected),
            Sum(captures?.Faults.Count, records?.Faults.Count + records?.RefusedLines),
            [.. (records?.Refused ?? []).Select(RefusedLineJson.Of)],
            isDry,
            Sum((long?)captures?.Elapsed.TotalMilliseconds, (long?)records?.Elapsed.TotalMilliseconds));
    }

    private static long Sum(long? one, long? other) => (one ?? 0) + (other ?? 0);
}

/// <summary>One refused line, without what stood in it.</summary>
/// <param name="File">Its file.</param>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Code">The fault's code.</param>
/// <param name="Field">The field; empty for the whole line.</param>
/// <param name="Reason">What it should be.</param>
internal sealed record RefusedLineJson(string File, long Line, string Code, string Field, string Reason)
{
    /// <summary>The public form.</summary>
    public static RefusedLineJson Of(RefusedLine line) => new(line.File, line.Line, line.Fault.Code, line.Fault.Field, line.Fault.Reason);
}
