namespace Gudok.Calls;

/// <summary>What a reader of records has read so far.</summary>
/// <param name="Lines">Lines, or documents.</param>
/// <param name="Headings">Of them: names or types of columns, comments, blank lines.</param>
/// <param name="NotCalls">Of them: records of something else than a call.</param>
/// <param name="Refused">Of them: refused.</param>
/// <param name="Calls">Calls given out.</param>
public readonly record struct RecordTally(long Lines, long Headings, long NotCalls, long Refused, long Calls);
