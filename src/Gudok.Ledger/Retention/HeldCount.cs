using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Counts the calls that legal holds in force cover.</summary>
internal sealed class HeldCount(IRetainingLedger ledger, TimeProvider clock)
{
    /// <summary>The most calls counted for one hold: a party may stand in millions.</summary>
    public const int MostOfHold = 10_000;

    /// <summary>How many calls of each class are held; classes without are absent.</summary>
    public async ValueTask<IReadOnlyDictionary<int, long>> OfClassesAsync(CancellationToken cancellationToken)
    {
        var now = Instant.Now(clock);
        var calls = new HashSet<RecordId>();
        foreach (var hold in await ledger.HoldsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!hold.IsInForce(now)) continue;
            if (hold.Call is { } call) calls.Add(call);
            else if (!hold.Party.IsNone) await AddAsync(hold, calls, cancellationToken).ConfigureAwait(false);
        }

        var counts = new Dictionary<int, long>();
        foreach (var call in calls)
        {
            if (await ledger.ClassOfAsync(call, cancellationToken).ConfigureAwait(false) is not { } number) continue;
            counts[number] = counts.GetValueOrDefault(number) + 1;
        }

        return counts;
    }

    private async ValueTask AddAsync(LegalHold hold, HashSet<RecordId> calls, CancellationToken cancellationToken)
    {
        RecordId? after = null;
        for (var counted = 0; counted < MostOfHold;)
        {
            var page = await ledger.QueryAsync(new CallQuery { Parties = [hold.Party], Limit = CallQuery.MaxLimit, After = after }, cancellationToken).ConfigureAwait(false);
            foreach (var record in page.Records) calls.Add(record.Id);
            counted += page.Records.Count;
            after = page.Next;
            if (after is null) return;
        }
    }
}
