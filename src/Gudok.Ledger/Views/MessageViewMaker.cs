using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Makes kept messages fit to be shown: every user part, name and credential masked.</summary>
internal sealed class MessageViewMaker(MessageMask mask)
{
    public IReadOnlyList<MessageView> Make(IReadOnlyList<KeptMessage> messages, IReadOnlyList<VaultParty> parties)
    {
        var digits = parties.Select(party => party.Party.Number).Where(number => number.Length > 0).Select(number => number.ToFullDigits())
            .ToHashSet(StringComparer.Ordinal);
        return [.. messages.Select(message => Make(message, digits))];
    }

    private MessageView Make(KeptMessage message, HashSet<string> digits) => new(
        message.Time.ToString(),
        message.Source.ToString(),
        message.Destination.ToString(),
        message.Transport,
        message.Leg,
        mask.Summary(message.Bytes.Span),
        mask.Mask(message.Bytes.Span, digits));
}
