using Gudok.Access;
using Gudok.Calls;
using Gudok.Capture;
using Gudok.Numbers;

namespace Gudok;

/// <summary>Who talks at this moment by live capture: an extension is whose it was on the day on which the call began.</summary>
internal sealed class LiveCallsNow(TalksNow talks, DataFolder folder) : ICallsNow
{
    private readonly Lazy<TimeZoneInfo> _zone = new(() => TimeZoneInfo.FindSystemTimeZoneById(folder.Settings.Portal.Zone));

    /// <inheritdoc />
    public async ValueTask<bool> IsInCallAsync(string operatorName, string call, CancellationToken cancellationToken)
    {
        if (talks.Count == 0 || await PersonOfAsync(call, cancellationToken).ConfigureAwait(false) is not { } person) return false;
        var book = await folder.People.ExtensionsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (extension, startedAt) in talks.Find(book.ExtensionsOf(operatorName).Select(number => Party.Internal(number, "")), person))
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(startedAt.ToDateTimeOffset(), _zone.Value).DateTime);
            if (string.Equals(book.OperatorOf(extension.Number, day), operatorName, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    // Whoever was erased talks with nobody that Gudok knows.
    private async ValueTask<Party?> PersonOfAsync(string call, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(call, out var id) || await folder.Ledger.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } about) return null;
        var person = OutsideParty.Of(about);
        if (person.IsNone) return null;
        var reading = (await folder.Vault.ReadAsync([person], cancellationToken).ConfigureAwait(false))[0];
        return reading.Status == PartyStatus.Known ? reading.Party : null;
    }
}
