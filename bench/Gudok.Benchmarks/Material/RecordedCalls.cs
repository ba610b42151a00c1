using Gudok.Calls;
using Gudok.Capture;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Benchmarks;

/// <summary>A vault and a ledger that hold the calls of a simulation, closed and indexed as after an import.</summary>
internal sealed class RecordedCalls : IAsyncDisposable
{
    private const int BatchCalls = 2_000;
    private readonly TestFolder _folder;
    private readonly KeyRing _keys;

    private RecordedCalls(SqliteVault vault, SqliteCallLedger ledger, PartyReader parties, TestFolder folder, KeyRing keys)
    {
        (Vault, Ledger, _folder, _keys) = (vault, ledger, folder, keys);
        Reader = new Gudok.Ledger.CallReader(ledger, vault, parties, keys, TimeProvider.System);
    }

    public SqliteVault Vault { get; }

    public SqliteCallLedger Ledger { get; }

    public ICallReader Reader { get; }

    /// <summary>Callers' full numbers, one of each hundred calls.</summary>
    public List<string> Numbers { get; } = [];

    /// <summary>What the ledger takes on disk, without kept messages.</summary>
    public long LedgerOctets => Directory
        .EnumerateFiles(Path.Combine(_folder.Path, "ledger"), "*", SearchOption.AllDirectories)
        .Sum(file => new FileInfo(file).Length);

    /// <summary>Start of the first call.</summary>
    public Instant First { get; private set; }

    /// <summary>Start of the last call.</summary>
    public Instant Last { get; private set; }

    public static async Task<RecordedCalls> MakeAsync(long calls)
    {
        var folder = new TestFolder();
        var keys = KeyRing.CreateEphemeral();
        var parties = new PartyReader(new PartyOptions());
        var vault = await SqliteVault.OpenAsync(new VaultOptions { Folder = folder.Path }, keys, TimeProvider.System, default).ConfigureAwait(false);
        var heads = await TestHeads.OpenAsync(TimeProvider.System, SqliteHeadStore.Open(folder.Path)).ConfigureAwait(false);
        var ledger = await SqliteCallLedger.OpenAsync(new LedgerOptions { Folder = folder.Path }, vault.DayKeys, heads, TimeProvider.System, default)
            .ConfigureAwait(false);
        var recorded = new RecordedCalls(vault, ledger, parties, folder, keys);
        using var intake = new CallIntake(ledger, vault, keys, TimeProvider.System);
        await recorded.FillAsync(intake, parties, calls).ConfigureAwait(false);
        await ledger.CloseSegmentsAsync(default).ConfigureAwait(false);
        return recorded;
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync().ConfigureAwait(false);
        await Vault.DisposeAsync().ConfigureAwait(false);
        _keys.Dispose();
        _folder.Dispose();
    }

    private async Task FillAsync(CallIntake intake, PartyReader parties, long calls)
    {
        var pipeline = new CallPipeline(new AssemblyOptions(), parties, new CaptureCounters());
        var simulator = new CallSimulator(new SimulationOptions { Calls = calls, Rate = 20 });
        while (simulator.MoveNext())
        {
            Feed(pipeline, simulator.Current);
            if (pipeline.Finished.Count >= BatchCalls) await RecordAsync(intake, pipeline.TakeFinished()).ConfigureAwait(false);
        }

        pipeline.Finish();
        await RecordAsync(intake, pipeline.TakeFinished()).ConfigureAwait(false);
    }

    private static void Feed(CallPipeline pipeline, in SimulatedMessage message) => pipeline.OnFrame(new SipFrame
    {
        Time = message.Time,
        Source = message.Source,
        Destination = message.Destination,
        Transport = message.Transport,
        Message = message.Bytes,
    });

    private async Task RecordAsync(CallIntake intake, List<ObservedCall> calls)
    {
        for (var at = 0; at < calls.Count; at += 100)
        {
            if (calls[at].Caller.Kind == PartyKind.E164) Numbers.Add(calls[at].Caller.ToFullText());
        }

        if (calls.Count == 0) return;
        if (First == default) First = calls[0].StartedAt;
        Last = calls[^1].StartedAt;
        await intake.RecordAsync(calls, default).ConfigureAwait(false);
    }
}
