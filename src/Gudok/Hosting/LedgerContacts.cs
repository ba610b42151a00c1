using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;

namespace Gudok;

/// <summary>Last contacts by what the ledger has: the calls that an operator took.</summary>
internal sealed class LedgerContacts(ICallLedger ledger) : IContactTimes
{
    /// <summary>So many of the newest calls are looked at: one that began earlier may have ended later.</summary>
    private const int Newest = 20;

    /// <inheritdoc />
    public async ValueTask<DateTimeOffset?> LastAsync(string operatorName, string call, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(call, out var id) || await ledger.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } about) return null;
        var own = string.Equals(about.Tags.With(about.Amended).Operator, operatorName, StringComparison.OrdinalIgnoreCase) ? End(about) : (DateTimeOffset?)null;
        var person = OutsideParty.Of(about);
        if (person.IsNone) return own;
        var query = new CallQuery { Parties = [person], Operators = [operatorName], Limit = Newest };
        var page = await ledger.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        return page.Records.Select(End).Append(own).Max();
    }

    // A call whose end was not seen ended, as far as is known, when it was answered or began.
    private static DateTimeOffset? End(CallRecord record) => (record.EndedAt ?? record.AnsweredAt ?? record.StartedAt).ToDateTimeOffset();
}
