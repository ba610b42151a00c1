using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Gudok.Calls;
using Gudok.Capture;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Portal;

namespace Gudok;

/// <summary>The range of every setting that is a number or a time. The page of settings is made from it, and a test finds the one that lacks.</summary>
internal static class SettingRanges
{
    private const int Mebi = 1 << 20;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>All of them with what they are set to.</summary>
    public static IEnumerable<SettingRange> Of(GudokSettings settings) =>
    [
        new("Numbers:ExtensionDigits", settings.Numbers.ExtensionDigits, 1, 9),
        .. OfVault(settings.Vault),
        .. OfTimers(settings.Assembly),
        .. OfLimits(settings.Assembly),
        .. OfLedger(settings.Ledger),
        .. OfHep(settings.Hep),
        .. OfPortal(settings.Portal),
    ];

    private static SettingRange[] OfVault(VaultOptions vault) =>
    [
        new("Vault:CachedParties", vault.CachedParties, 1_000, 10_000_000),
        new("Vault:LoadingThreads", vault.LoadingThreads, 1, 16),
    ];

    private static SettingRange[] OfTimers(AssemblyOptions assembly) =>
    [
        new("Assembly:SettleTime", assembly.SettleTime, TimeSpan.Zero, Minute),
        new("Assembly:JoinWait", assembly.JoinWait, TimeSpan.Zero, 5 * Minute),
        new("Assembly:JoinHostWindow", assembly.JoinHostWindow, TimeSpan.Zero, 5 * Minute),
        new("Assembly:RetryWindow", assembly.RetryWindow, TimeSpan.Zero, 10 * Minute),
        new("Assembly:ByeWindow", assembly.ByeWindow, TimeSpan.Zero, 10 * Minute),
        new("Assembly:ClosedMemory", assembly.ClosedMemory, TimeSpan.Zero, Hour),
        new("Assembly:NoFinalWait", assembly.NoFinalWait, Second, Hour),
        new("Assembly:NoFinalLimit", assembly.NoFinalLimit, Second, Day),
        new("Assembly:NoByeLimit", assembly.NoByeLimit, Minute, 8 * Day),
        new("Assembly:SessionTimerGrace", assembly.SessionTimerGrace, TimeSpan.Zero, Hour),
        new("Assembly:OpenLimit", assembly.OpenLimit, Minute, 8 * Day),
        new("Assembly:MirrorWindow", assembly.MirrorWindow, TimeSpan.Zero, Second),
        new("Assembly:ClockStep", assembly.ClockStep, Second, Hour),
        new("Assembly:TransferWindow", assembly.TransferWindow, TimeSpan.Zero, 10 * Minute),
    ];

    private static SettingRange[] OfLimits(AssemblyOptions assembly) =>
    [
        new("Assembly:OpenCalls", assembly.OpenCalls, 1, 100_000_000),
        new("Assembly:LegsPerCall", assembly.LegsPerCall, 1, 1_000),
        new("Assembly:BranchesPerCall", assembly.BranchesPerCall, 1, 10_000),
        new("Assembly:SightingsPerCall", assembly.SightingsPerCall, 16, 100_000),
        new("Assembly:OpenGroups", assembly.OpenGroups, 1, 10_000_000),
        new("Assembly:RememberedTransfers", assembly.RememberedTransfers, 0, 10_000_000),
        new("Assembly:KeptMessagesPerCall", assembly.KeptMessagesPerCall, 0, 100_000),
        new("Assembly:KeptOctetsPerCall", assembly.KeptOctetsPerCall, 0, 64 * Mebi),
    ];

    private static SettingRange[] OfLedger(LedgerOptions ledger) =>
    [
        new("Ledger:MessageDays", ledger.MessageDays, 0, 3_650),
        new("Ledger:SegmentRecords", ledger.SegmentRecords, 1, LedgerOptions.MostSegmentRecords),
        new("Ledger:SegmentIdle", ledger.SegmentIdle, Second, Day),
        new("Ledger:OpenSegments", ledger.OpenSegments, 1, 1_000),
        new("Ledger:WarmReaders", ledger.WarmReaders, 1, 10_000),
        new("Ledger:RunRecords", ledger.RunRecords, 1, 100_000_000),
    ];

    private static SettingRange[] OfHep(HepOptions hep) =>
    [
        new("Hep:ReceiveBufferBytes", hep.ReceiveBufferBytes, 64 << 10, 1024 * Mebi),
        new("Hep:MaxConnections", hep.MaxConnections, 1, 10_000),
        new("Hep:MaxClockSkew", hep.MaxClockSkew, Second, Day),
    ];

    // The portal checks itself by its attributes when it is hosted; what they say is said here together with all other mistakes.
    private static IEnumerable<SettingRange> OfPortal(PortalOptions portal) =>
        from property in typeof(PortalOptions).GetProperties()
        let range = property.GetCustomAttribute<RangeAttribute>()
        where range is not null
        select new SettingRange(
            $"Portal:{property.Name}", (IComparable)property.GetValue(portal)!, LimitOf(property, range.Minimum), LimitOf(property, range.Maximum));

    private static IComparable LimitOf(PropertyInfo property, object limit) => property.PropertyType == typeof(TimeSpan)
        ? TimeSpan.Parse((string)limit, CultureInfo.InvariantCulture)
        : (IComparable)limit;
}
