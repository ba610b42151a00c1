using System.Diagnostics.Metrics;

namespace Gudok.Access;

/// <summary>What the journal counts.</summary>
internal static class JournalMeter
{
    private static readonly Meter _meter = new("Gudok.Journal");

    /// <summary>Entries that are durable.</summary>
    public static Counter<long> Written { get; } = _meter.CreateCounter<long>("gudok_journal_entries", null, "Entries written into the journal of access");

    /// <summary>Entries that could not be written; what they were of was not done.</summary>
    public static Counter<long> Unwritten { get; } = _meter.CreateCounter<long>("gudok_journal_failures", null, "Entries that could not be written into the journal of access: what they were of was not done");
}
