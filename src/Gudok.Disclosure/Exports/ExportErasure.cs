using Gudok.Access;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Disclosure;

/// <summary>Withdraws exports in which somebody stands who is known no more: was erased, or whose calls have had their term.</summary>
/// <param name="desk">The requests.</param>
/// <param name="calls">Where calls come from.</param>
public sealed class ExportErasure(ExportDesk desk, ICallReader calls)
{
    private long _erasures;

    /// <summary>Grows with each erasure: a file that was begun before one may hold somebody who is gone.</summary>
    internal long Erasures => Interlocked.Read(ref _erasures);

    /// <summary>Looks at everything that is open; called when parties were erased.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _erasures);
        foreach (var (id, octets) in await desk.ContentsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await IsAnyGoneAsync(new ExportedCalls(octets), cancellationToken).ConfigureAwait(false)) await desk.WithdrawErasedAsync(id, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (id, text) in await desk.WaitingAsync(cancellationToken).ConfigureAwait(false))
        {
            // The number that was asked for is kept with the request: with nobody left whom it finds it has to go.
            if (ExportSearch.Read(text) is not { Number: not null } search) continue;
            var found = await calls.SearchAsync(search with { Limit = 1 }, PartySight.Pseudonym, cancellationToken).ConfigureAwait(false);
            if (found.Calls.Count == 0) await desk.WithdrawErasedAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsAnyGoneAsync(ExportedCalls exported, CancellationToken cancellationToken)
    {
        foreach (var (call, known) in exported)
        {
            if (await calls.FindAsync(call, PartySight.Mask, cancellationToken).ConfigureAwait(false) is not { } view || (known & ~ExportedCalls.KnownOf(view)) != 0) return true;
        }

        return false;
    }
}
