using System.Buffers.Text;
using System.Text;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads the headers that a call needs once, and not from each message.</summary>
internal sealed class HeaderFacts(AssemblyOptions options, PartyReader parties)
{
    /// <summary>Longer user parts and hosts name nobody; tokens of browsers and number-portability notes make some of them long.</summary>
    private const int MaxUser = PartyReader.MaxAddressLength;

    private readonly HashSet<HostAddress> _trusted = [.. HostList.Read(options.TrustedIdentitySources)];

    /// <summary>Reads what a dialog-forming INVITE tells.</summary>
    public InviteFacts ReadInvite(in SipFrame frame, in SipMessage message, in Sighting sighting, ObservationPoint hop)
    {
        var asserted = default(Party);
        var isTrusted = options.TrustAllIdentitySources || _trusted.Contains(frame.Source.Address);
        var isAsserted = isTrusted && TryReadAsserted(message, out asserted);
        var from = ReadFrom(message, out var isAnonymous);
        return new InviteFacts
        {
            Transaction = sighting.Transaction,
            CSeq = sighting.CSeq,
            From = sighting.From,
            Point = sighting.Point,
            ViaDepth = ViaDepthOf(message),
            Hop = hop,
            IsBackwards = (sighting.Flags & SightingFlags.Backwards) != 0,
            Target = PartyOf(message.RequestUri),
            Caller = isAsserted ? asserted : isAnonymous ? Party.Withheld : from,
            IsAsserted = isAsserted,
            IsPrivate = isAnonymous || AsksForPrivacy(message),
        };
    }

    /// <summary>The party of a URI; none if it cannot be read.</summary>
    public Party PartyOf(ReadOnlySpan<byte> uri) => SipUri.TryParse(uri, out var parts) ? PartyOf(parts) : default;

    /// <summary>The Q.850 cause of the Reason headers (RFC 3326), 0 if there is none. Several values and several lines are read.</summary>
    public static byte ReadCause(in SipMessage message)
    {
        if (!message.TryGetHeader(SipHeader.Reason, out _)) return 0;
        foreach (var line in message.Headers)
        {
            if (line.Header != SipHeader.Reason) continue;
            foreach (var value in line.Values)
            {
                if (!HeaderValue.TrySplit(value, out var protocol, out var parameters)) continue;
                if (!Ascii.EqualsIgnoreCase(protocol, "Q.850"u8) || !parameters.TryFind("cause"u8, out var cause)) continue;
                if (Utf8Parser.TryParse(cause, out byte number, out var used) && used == cause.Length && number is > 0 and <= 127) return number;
            }
        }

        return 0;
    }

    /// <summary>The session timer that a message sets (RFC 4028 §4), in seconds; 0 if none.</summary>
    public static uint ReadSessionExpires(in SipMessage message) =>
        message.TryGetHeader(SipHeader.SessionExpires, out var value) && Utf8Parser.TryParse(value, out uint seconds, out _) ? seconds : 0;

    private bool TryReadAsserted(in SipMessage message, out Party party)
    {
        party = default;
        var header = message.TryGetHeader(SipHeader.PAssertedIdentity, out _) ? SipHeader.PAssertedIdentity : SipHeader.RemotePartyId;
        if (!message.TryGetHeader(header, out _)) return false;
        foreach (var line in message.Headers)
        {
            if (line.Header != header) continue;
            foreach (var value in line.Values)
            {
                if (!SipAddress.TryParse(value, out var address)) continue;
                party = PartyOf(address.Uri);
                if (party.IsKept) return true;
            }
        }

        return false;
    }

    private static bool AsksForPrivacy(in SipMessage message)
    {
        if (message.TryGetHeader(SipHeader.Privacy, out var value))
        {
            foreach (var range in value.Split((byte)';'))
            {
                var word = value[range].Trim(" \t"u8);
                if (Ascii.EqualsIgnoreCase(word, "id"u8) || Ascii.EqualsIgnoreCase(word, "user"u8) || Ascii.EqualsIgnoreCase(word, "header"u8))
                    return true;
            }
        }

        return message.TryGetHeader(SipHeader.RemotePartyId, out value) && SipAddress.TryParse(value, out var address) &&
            address.Parameters.TryFind("privacy"u8, out var privacy) && Ascii.EqualsIgnoreCase(privacy, "full"u8);
    }

    private Party ReadFrom(in SipMessage message, out bool isAnonymous)
    {
        isAnonymous = false;
        if (!SipUri.TryParse(message.From.Uri, out var uri)) return default;
        var party = PartyOf(uri);
        isAnonymous = party.Kind == PartyKind.Withheld || Ascii.EqualsIgnoreCase(uri.User, "anonymous"u8);
        return party;
    }

    private Party PartyOf(in SipUri uri) =>
        uri.User.Length > MaxUser || uri.Host.Length > MaxUser ? default : parties.Read(uri.User, uri.Host);

    private static byte ViaDepthOf(in SipMessage message)
    {
        byte depth = 0;
        foreach (var _ in message.Vias)
        {
            if (depth < byte.MaxValue) depth++;
        }

        return depth;
    }
}
