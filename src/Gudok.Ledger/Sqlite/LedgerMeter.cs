using System.Diagnostics.Metrics;

namespace Gudok.Ledger;

/// <summary>What the ledger in files counts of its own work: the meter <c>Gudok.Ledger</c>.</summary>
internal static class LedgerMeter
{
    private static readonly Meter Meter = new("Gudok.Ledger");

    /// <summary>Times at which an idle segment could not be closed and stayed open.</summary>
    public static Counter<long> CloseFailures { get; } =
        Meter.CreateCounter<long>("gudok_ledger_close_failures", null, "Times at which an idle segment could not be closed and stayed open");

    /// <summary>Times at which latest.db was damaged and made anew.</summary>
    public static Counter<long> TablesRemade { get; } =
        Meter.CreateCounter<long>("gudok_ledger_tables_remade", null, "Times at which latest.db was damaged and made anew");
}
