using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger.Postgres;

/// <summary>A record as it stands, without its details, and where those are.</summary>
/// <param name="Facts">The record; its sealed details are empty.</param>
/// <param name="Of">Its day and row.</param>
/// <param name="FirstStart">Its start as first recorded.</param>
/// <param name="PageFirst">The first row of the page that its details are sealed in; 0 if it was corrected.</param>
/// <param name="At">The correction by which it stands; null if it was never corrected.</param>
internal sealed record FoundRecord(CallRecord Facts, RecordPlace Of, Instant FirstStart, int PageFirst, CorrectionPlace? At);
