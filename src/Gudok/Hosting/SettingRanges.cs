using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Gudok.Access;
using Gudok.Backup;
using Gudok.Calls;
using Gudok.Capture;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Portal;
using Gudok.Seals;

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
        .. OfRetention(settings.Retention),
        .. OfImport(settings.Import),
        .. OfSeals(settings.Seals),
        .. OfBackup(settings.Backup),
        .. OfAccess(settings.Access),
        .. OfHep(settings.Hep),
        new("Interface:Threads", settings.Interface.Threads, 1, 16),
        new("Interface:RingBytes", settings.Interface.RingBytes, 4 << 20, 1024 * Mebi),
        .. OfFeeds(settings.Feeds),
        .. OfPortal(settings.Portal),
        .. OfSignIn(settings.Access.SignIn),
        .. OfTokens(settings.Access.Tokens),
        new("Telemetry:MetricsEvery", settings.Telemetry.MetricsEvery, Second, Hour),
    ];

    private static SettingRange[] OfVault(VaultOptions vault) =>
    [
        new("Vault:CachedParties", vault.CachedParties, 1_000, 10_000_000),
        new("Vault:LoadingThreads", vault.LoadingThreads, 1, 16),
        new("Vault:Postgres:RetryFor", vault.Postgres.RetryFor, TimeSpan.Zero, Hour),
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
        new("Assembly:MediaSilence", assembly.MediaSilence, Minute, 8 * Day),
        new("Assembly:OpenLimit", assembly.OpenLimit, Minute, 8 * Day),
        new("Assembly:MirrorWindow", assembly.MirrorWindow, TimeSpan.Zero, Second),
        new("Assembly:ClockStep", assembly.ClockStep, Second, Hour),
        new("Assembly:TransferWindow", assembly.TransferWindow, TimeSpan.Zero, 10 * Minute),
    ];

    private static SettingRange[] OfLimits(AssemblyOptions assembly) =>
    [
        new("Assembly:OpenCalls", assembly.OpenCalls, 1, 100_000_000),
        new("Assembly:ParkAfter", assembly.ParkAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        new("Assembly:ParkedCalls", assembly.ParkedCalls, 0, 100_000_000),
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
        new("Ledger:RecordDays", ledger.RecordDays, 1, 36_500),
        new("Ledger:MessageDays", ledger.MessageDays, 0, 3_650),
        new("Ledger:SegmentRecords", ledger.SegmentRecords, 1, LedgerOptions.MostSegmentRecords),
        new("Ledger:SegmentIdle", ledger.SegmentIdle, Second, Day),
        new("Ledger:OpenSegments", ledger.OpenSegments, 1, 1_000),
        new("Ledger:WarmReaders", ledger.WarmReaders, 1, 10_000),
        new("Ledger:Postgres:RetryFor", ledger.Postgres.RetryFor, TimeSpan.Zero, Hour),
        new("Ledger:RunRecords", ledger.RunRecords, 1, 100_000_000),
    ];

    private static IEnumerable<SettingRange> OfRetention(RetentionOptions retention) => retention.Classes.SelectMany((one, at) => (SettingRange[])
    [
        new(string.Create(CultureInfo.InvariantCulture, $"Retention:Classes:{at}:RecordDays"), one.RecordDays, 1, 36_500),
        new(string.Create(CultureInfo.InvariantCulture, $"Retention:Classes:{at}:MessageDays"), one.MessageDays, 0, 3_650),
    ]);

    private static SettingRange[] OfImport(ImportOptions import) =>
    [
        new("Import:MaxLineBytes", import.MaxLineBytes, 1 << 10, Mebi),
        new("Import:MaxDocumentBytes", import.MaxDocumentBytes, 4 << 10, 16 * Mebi),
        new("Import:OpenRows", import.OpenRows, 1_000, 10_000_000),
        new("Import:RowsPerCall", import.RowsPerCall, 1, 100_000),
    ];

    private static SettingRange[] OfSeals(SealOptions seals) =>
    [
        new("Seals:HeadPeriod", seals.HeadPeriod, Second, Minute),
        new("Seals:WitnessTimeout", seals.WitnessTimeout, Second, 5 * Minute),
        new("Seals:WitnessRetry", seals.WitnessRetry, Second, Hour),
        new("Seals:WitnessBatch", seals.WitnessBatch, 1, 100_000),
    ];

    private static SettingRange[] OfBackup(BackupOptions backup) =>
    [
        new("Backup:Interval", backup.Interval, TimeSpan.FromMilliseconds(100), Hour),
        new("Backup:LagLimit", backup.LagLimit, Second, Day),
        new("Backup:Points", backup.Points, 2, 1_000),
    ];

    private static SettingRange[] OfAccess(AccessOptions access) =>
    [
        new("Access:Journal:Days", access.Journal.Days, 1, 36_500),
        new("Access:Alerts:RetryFor", access.Alerts.RetryFor, Minute, 7 * Day),
        new("Access:Reviews:DueWithin", access.Reviews.DueWithin, Day, 80 * Day),
        new("Access:Reviews:UnusedFor", access.Reviews.UnusedFor, 7 * Day, 366 * Day),
        new("Access:Reveal:ShowFor", access.Reveal.ShowFor, 5 * Second, 10 * Minute),
        new("Access:Exports:KeepFor", access.Exports.KeepFor, Hour, 30 * Day),
        new("Access:Exports:DecideWithin", access.Exports.DecideWithin, Hour, 90 * Day),
        new("Access:Exports:MostCalls", access.Exports.MostCalls, 1, 100_000),
        new("Access:Exports:Downloads", access.Exports.Downloads, 1, 20),
        new("Access:Exports:OpenRequests", access.Exports.OpenRequests, 1, 100),
    ];

    private static SettingRange[] OfHep(HepOptions hep) =>
    [
        new("Hep:ReceiveBufferBytes", hep.ReceiveBufferBytes, 64 << 10, 1024 * Mebi),
        new("Hep:QueueBytes", hep.QueueBytes, 1 << 20, 1024 * Mebi),
        new("Hep:MaxConnections", hep.MaxConnections, 1, 10_000),
        new("Hep:Relay:SpoolBytes", hep.Relay.SpoolBytes, 16L * Mebi, 64L * 1024 * Mebi),
        new("Hep:MaxClockSkew", hep.MaxClockSkew, Second, Day),
    ];

    private static SettingRange[] OfFeeds(FeedsOptions feeds) =>
    [
        new("Feeds:RememberedChannels", feeds.RememberedChannels, 1_000, 1_000_000),
        new("Feeds:RememberFor", feeds.RememberFor, Minute, 8 * Day),
        new("Feeds:LateFor", feeds.LateFor, Second, Day),
    ];

    private static SettingRange[] OfSignIn(SignInOptions signIn) =>
    [
        new("Access:SignIn:PasswordRounds", signIn.PasswordRounds, 100_000, 10_000_000),
        new("Access:SignIn:LockoutAfter", signIn.LockoutAfter, 3, 100),
        new("Access:SignIn:LockoutFor", signIn.LockoutFor, Minute, Day),
        new("Access:SignIn:AttemptsPerAddress", signIn.AttemptsPerAddress, 10, 10_000),
        new("Access:SignIn:SessionFor", signIn.SessionFor, 10 * Minute, 7 * Day),
        new("Access:SignIn:SessionIdleFor", signIn.SessionIdleFor, Minute, Day),
        new("Access:SignIn:FreshFor", signIn.FreshFor, Minute, Hour),
        new("Access:SignIn:ProviderWithin", signIn.ProviderWithin, TimeSpan.Zero, 366 * Day),
        new("Access:SignIn:OneTimePasswordFor", signIn.OneTimePasswordFor, 10 * Minute, 30 * Day),
    ];

    private static SettingRange[] OfTokens(TokenOptions tokens) =>
    [
        new("Access:Tokens:Lifetime", tokens.Lifetime, Minute, Hour),
        new("Access:Tokens:KeyPeriod", tokens.KeyPeriod, Day, 365 * Day),
        new("Access:Tokens:RefusalsPerAddress", tokens.RefusalsPerAddress, 1, 10_000),
        new("Access:Tokens:RefusalsWithin", tokens.RefusalsWithin, Minute, Day),
        new("Access:Tokens:ClockSkew", tokens.ClockSkew, TimeSpan.Zero, 5 * Minute),
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
