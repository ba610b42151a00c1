using System.Security.Cryptography;
using Gudok.Ledger;
using Gudok.Ledger.Postgres;
using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Gudok.Seals;

namespace Gudok;

/// <summary>Vault, chain of heads and ledger of an installation, wherever the settings keep them.</summary>
internal sealed class Storage : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _opened = new();
    private PagedVault? _vault;
    private IRetainingLedger? _ledger;
    private WitnessRelay? _witnesses;

    private Storage()
    {
    }

    /// <summary>The vault.</summary>
    public IPartyVault Vault => _vault!;

    /// <summary>The ledger.</summary>
    public IRetainingLedger Ledger => _ledger!;

    /// <summary>Gives signed heads to those outside.</summary>
    public WitnessRelay Witnesses => _witnesses!;

    /// <summary>Opens all three, or none.</summary>
    /// <param name="settings">Say where they are.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="keys">The installation's keys; stay the caller's.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public static async Task<Storage> OpenAsync(
        GudokSettings settings, string folder, KeyRing keys, TimeProvider clock, CancellationToken cancellationToken)
    {
        var storage = new Storage();
        try
        {
            var isServer = settings.Storage == StorageKind.Postgres;
            storage._vault = storage.Own<PagedVault>(isServer
                ? await PostgresVault.OpenAsync(settings.Vault, keys, clock, cancellationToken).ConfigureAwait(false)
                : await SqliteVault.OpenAsync(settings.Vault, keys, clock, cancellationToken).ConfigureAwait(false));
            var store = isServer
                ? (IHeadStore)await PostgresHeadStore.OpenAsync(settings.Ledger.Postgres, cancellationToken).ConfigureAwait(false)
                : SqliteHeadStore.Open(folder);
            var heads = storage.Own(await OpenHeadsAsync(store, keys, clock, cancellationToken).ConfigureAwait(false));
            storage._witnesses = storage.Own(new WitnessRelay(heads, settings.Seals, clock));
            var dayKeys = storage._vault.DayKeys;
            storage._ledger = storage.Own<IRetainingLedger>(isServer
                ? await PostgresCallLedger.OpenAsync(OnServer(settings.Ledger), dayKeys, heads, clock, cancellationToken).ConfigureAwait(false)
                : await SqliteCallLedger.OpenAsync(settings.Ledger, dayKeys, heads, clock, cancellationToken).ConfigureAwait(false));
            await storage.Ledger.KeepClassesAsync(settings.Retention.ToTerms(), cancellationToken).ConfigureAwait(false);
            return storage;
        }
        catch
        {
            await storage.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Checks all that is kept: the ledger with its heads, then the vault.</summary>
    /// <param name="progress">Told how far the ledger's check is; may be null.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    public async Task<VerifyReport> VerifyAsync(IProgress<VerifyProgress>? progress, CancellationToken cancellationToken)
    {
        var report = await Ledger.VerifyAsync(new VerifyRequest { Progress = progress, IsAccountedFor = _vault!.IsAccountedFor }, cancellationToken).ConfigureAwait(false);
        if (!report.IsOk) return report;
        try
        {
            await _vault!.CheckAsync(cancellationToken).ConfigureAwait(false);
            return report;
        }
        catch (VaultException fault)
        {
            return report with { Failure = new VerifyFailure("", null, fault.Code, fault.Message) };
        }
    }

    /// <summary>Closes them in the order in which nothing is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_opened.TryPop(out var one)) await one.DisposeAsync().ConfigureAwait(false);
    }

    private static PostgresLedgerOptions OnServer(LedgerOptions ledger) => new()
    {
        Server = ledger.Postgres,
        RecordDays = ledger.RecordDays,
        MessageDays = ledger.MessageDays,
        Purpose = ledger.Purpose,
    };

    private static async Task<HeadChain> OpenHeadsAsync(IHeadStore store, KeyRing keys, TimeProvider clock, CancellationToken cancellationToken)
    {
        var secret = keys.Derive(KeyPurpose.HeadSigning);
        try
        {
            return await HeadChain.OpenAsync(store, HeadSigner.FromSecret(secret), clock, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private T Own<T>(T one)
        where T : IAsyncDisposable
    {
        _opened.Push(one);
        return one;
    }
}
