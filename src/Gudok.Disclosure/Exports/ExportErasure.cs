using System.Collections.Frozen;
using System.Runtime.ExceptionServices;
using Gudok.Access;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Disclosure;

/// <summary>Withdraws exports in which somebody stands who is known no more: was erased, or whose calls have had their term. What has not been looked at
/// since the start, or could not be, is given to nobody.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class ExportErasure
{
    private readonly ExportDesk _desk;
    private readonly ICallReader _calls;

    // A stop may have come between an erasure and its look: one is owed from the start on.
    private long _erasures = 1;
    private long _looked;
    private FrozenSet<string>? _unlooked;

    /// <summary>Holds back every file until it was looked at.</summary>
    /// <param name="desk">The requests.</param>
    /// <param name="calls">Where calls come from.</param>
    public ExportErasure(ExportDesk desk, ICallReader calls)
    {
        ArgumentNullException.ThrowIfNull(desk);
        _desk = desk;
        _calls = calls;
        desk.IsHeldBack = id => Volatile.Read(ref _unlooked)?.Contains(id) ?? true;
    }

    /// <summary>Grows with each erasure: a file that was begun before one may hold somebody who is gone.</summary>
    internal long Erasures => Interlocked.Read(ref _erasures);

    /// <summary>Makes another look owed: a file was made across an erasure.</summary>
    internal void Owe() => Interlocked.Increment(ref _erasures);

    /// <summary>Looks at everything that is open; called when parties were erased. What cannot be looked at keeps nothing else from it, is held back, and
    /// is tried again by <see cref="LookIfOwedAsync"/>.</summary>
    /// <exception cref="Exception">The first fault, once all else was looked at.</exception>
    public Task LookAsync(CancellationToken cancellationToken)
    {
        Owe();
        return LookIfOwedAsync(cancellationToken);
    }

    /// <summary>Looks at everything that is open, if parties were erased since the last look that found no fault, or the program was started.</summary>
    /// <exception cref="Exception">The first fault, once all else was looked at.</exception>
    public async Task LookIfOwedAsync(CancellationToken cancellationToken)
    {
        var mark = Erasures;
        if (mark == Interlocked.Read(ref _looked)) return;
        var faults = await LookAtAllAsync(cancellationToken).ConfigureAwait(false);
        if (faults.Count > 0) ExceptionDispatchInfo.Throw(faults[0]);
        Interlocked.Exchange(ref _looked, mark);
    }

    private async Task<List<Exception>> LookAtAllAsync(CancellationToken cancellationToken)
    {
        var faults = new List<Exception>();
        var unlooked = new List<string>();
        foreach (var (id, octets) in await _desk.ContentsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await TryAsync(() => LookAtFileAsync(id, octets, cancellationToken), cancellationToken).ConfigureAwait(false) is not { } fault) continue;
            faults.Add(fault);
            unlooked.Add(id);
        }

        Volatile.Write(ref _unlooked, unlooked.ToFrozenSet(StringComparer.Ordinal));
        foreach (var (id, text) in await _desk.WaitingAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await TryAsync(() => LookAtSearchAsync(id, text, cancellationToken), cancellationToken).ConfigureAwait(false) is { } fault) faults.Add(fault);
        }

        return faults;
    }

    private async Task LookAtFileAsync(string id, byte[] octets, CancellationToken cancellationToken)
    {
        if (await IsAnyGoneAsync(new ExportedCalls(octets), cancellationToken).ConfigureAwait(false)) await _desk.WithdrawErasedAsync(id, "erasure", cancellationToken).ConfigureAwait(false);
    }

    // The number that was asked for is kept with the request: with nobody left whom it finds it has to go. By the number alone: a filter that nothing
    // meets yet erases nobody.
    private async Task LookAtSearchAsync(string id, string text, CancellationToken cancellationToken)
    {
        if (ExportSearch.Read(text) is not { Number: { } number } search) return;
        var byNumber = new CallSearch { Number = number, Reach = search.Reach, Limit = 1 };
        var found = await _calls.SearchAsync(byNumber, PartySight.Pseudonym, cancellationToken).ConfigureAwait(false);
        if (found.Calls.Count == 0) await _desk.WithdrawErasedAsync(id, "nobody", cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsAnyGoneAsync(ExportedCalls exported, CancellationToken cancellationToken)
    {
        foreach (var (call, known) in exported)
        {
            if (await _calls.FindAsync(call, PartySight.Mask, cancellationToken).ConfigureAwait(false) is not { } view || ExportedCalls.HasLost(view, known)) return true;
        }

        return false;
    }

    private static async Task<Exception?> TryAsync(Func<Task> look, CancellationToken cancellationToken)
    {
        try
        {
            await look().ConfigureAwait(false);
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            return fault;
        }
    }
}
