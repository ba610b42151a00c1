using System.Diagnostics.Metrics;

namespace Gudok.Ledger.Postgres;

/// <summary>Keys of dropped days that could not be destroyed yet, because another session had their table open: the meter <c>Gudok.Ledger.Postgres</c>.</summary>
internal static class OwedKeys
{
    private static readonly Meter Meter = new("Gudok.Ledger.Postgres");

    private static readonly Counter<long> Delays =
        Meter.CreateCounter<long>("gudok_ledger_keys_delayed", null, "Times at which keys of dropped days could not be destroyed at once; it is tried again at each run of retention");

    /// <summary>Counts a delay.</summary>
    public static void Count() => Delays.Add(1);
}
