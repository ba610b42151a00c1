using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Says what recording would do and does nothing: asks the ledger what it knows, touches neither vault nor files.</summary>
/// <remarks>A call that a later one of the import would complete counts as known. Not thread-safe.</remarks>
public sealed class IntakeForecast : ICallIntake, IDisposable
{
    /// <summary>How many calls of the import itself are remembered; beyond, the oldest are forgotten and a double counts as new.</summary>
    public const int MaxRemembered = 4_000_000;

    private static readonly TimeSpan SameCallWindow = TimeSpan.FromHours(1);

    private readonly ICallLedger? _ledger;
    private readonly CallKeyFactory _keys;
    private readonly Dictionary<CallKey, Instant> _seen = [];
    private readonly Queue<CallKey> _order = new();

    /// <summary>Asks the ledger of an installation.</summary>
    public IntakeForecast(ICallLedger ledger, KeyRing keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _ledger = ledger;
        _keys = new CallKeyFactory(keys.Derive(KeyPurpose.InstallationId));
    }

    /// <summary>For an installation that is not there yet: everything is new.</summary>
    public IntakeForecast() => _keys = new CallKeyFactory(RandomNumberGenerator.GetBytes(32));

    /// <inheritdoc />
    public async ValueTask<IntakeReport> RecordAsync(IReadOnlyList<ObservedCall> calls, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(calls);
        var probes = calls.Select(call => new CallProbe(_keys.Create(call.SessionId, call.FromTag), call.StartedAt, call.IsStartEstimated)).ToArray();
        var known = await FindAsync(calls, probes, cancellationToken).ConfigureAwait(false);
        var ids = new RecordId[calls.Count];
        var (added, corrected) = (0, 0);
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = known[i]?.Id ?? RecordId.Create(calls[i].StartedAt, probes[i].Key);
            if (known[i] is { IsComplete: false } open && await BringsEndAsync(open.Id, calls[i], cancellationToken).ConfigureAwait(false)) corrected++;
            else if (known[i] is null && Remember(probes[i])) added++;
        }

        return new IntakeReport(ids, added, calls.Count - added - corrected, corrected);
    }

    /// <summary>Wipes the running hash.</summary>
    public void Dispose() => _keys.Dispose();

    private async ValueTask<KnownRecord?[]> FindAsync(IReadOnlyList<ObservedCall> calls, CallProbe[] probes, CancellationToken cancellationToken)
    {
        if (_ledger is null) return new KnownRecord?[probes.Length];
        KnownRecord?[] known = [.. await _ledger.FindKnownAsync(probes, cancellationToken).ConfigureAwait(false)];
        for (var i = 0; i < known.Length; i++)
        {
            // A BYE seen alone may come from either side, as in recording itself.
            if (known[i] is not null || calls[i].OtherTag is not { } tag) continue;
            var probe = new CallProbe(_keys.Create(calls[i].SessionId, tag), calls[i].StartedAt, SeekOpenBefore: true);
            known[i] = (await _ledger.FindKnownAsync([probe], cancellationToken).ConfigureAwait(false))[0];
        }

        return known;
    }

    private async ValueTask<bool> BringsEndAsync(RecordId id, ObservedCall call, CancellationToken cancellationToken) =>
        !call.IsEndEstimated && await _ledger!.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } existing && existing.EndedAt != call.EndedAt;

    private bool Remember(CallProbe probe)
    {
        if (_seen.TryGetValue(probe.Key, out var start) && (probe.Start - start).Duration() < SameCallWindow) return false;
        if (!_seen.ContainsKey(probe.Key)) _order.Enqueue(probe.Key);
        _seen[probe.Key] = probe.Start;
        if (_order.Count > MaxRemembered) _seen.Remove(_order.Dequeue());
        return true;
    }
}
