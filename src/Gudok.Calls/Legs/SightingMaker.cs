using System.Text;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Makes the line of the log that a message is.</summary>
internal sealed class SightingMaker(ObservationPoints points)
{
    private const int CookieLength = 7;

    /// <summary>Makes the line; the call learns tags and points that are new.</summary>
    /// <returns>False if the call has too many tags or points.</returns>
    public bool TryMake(OpenCall call, in SipFrame frame, in SipMessage message, long time, out Sighting line)
    {
        line = default;
        if (!call.TryFindTag(message.From.Tag, out var from) || !call.TryFindTag(message.To.Tag, out var to)) return false;
        if (!call.TryFindPoint(frame, points, out var point, out var isBackwards)) return false;
        line = new Sighting
        {
            Time = time,
            Transaction = TransactionOf(message.TopBranch, point, message.CSeqNumber),
            CSeq = message.CSeqNumber,
            Status = (ushort)message.StatusCode,
            Method = message.Method,
            From = from,
            To = to,
            Point = point,
            Flags = (isBackwards ? SightingFlags.Backwards : 0) | FlagsOf(message),
            Cause = MayHaveCause(message) ? HeaderFacts.ReadCause(message) : (byte)0,
        };
        return true;
    }

    /// <summary>The transaction by its branch; where that lacks the magic cookie it is not unique (RFC 3261 §17.2.3) and the ends and
    /// the CSeq stand for it.</summary>
    private static ulong TransactionOf(ReadOnlySpan<byte> branch, byte point, uint cseq)
    {
        var isUnique = branch.Length > CookieLength && branch[..CookieLength].SequenceEqual("z9hG4bK"u8);
        return isUnique ? Octets.StableHash(branch) : ((ulong)point << 32) | cseq;
    }

    private static SightingFlags FlagsOf(in SipMessage message)
    {
        var flags = SightingFlags.None;
        if (message is { Method: SipMethod.Invite, StatusCode: > 100 and < 200 } && HasSdp(message)) flags |= SightingFlags.Sdp;
        if (message.IsRequest && Replaces(message)) flags |= SightingFlags.Replaces;
        return flags;
    }

    /// <summary>Whether a session description is the body or, by its type, a part of it: what it says does not matter here.</summary>
    private static bool HasSdp(in SipMessage message)
    {
        var type = message.ContentType;
        if (message.Body.IsEmpty || type.IsEmpty) return false;
        if (StartsWith(type, "application/sdp"u8)) return true;
        return StartsWith(type, "multipart/"u8) && message.Body.IndexOf("application/sdp"u8) >= 0;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) =>
        text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);

    private static bool Replaces(in SipMessage message) => message.Method switch
    {
        SipMethod.Invite => message.To.Tag.IsEmpty && message.TryGetHeader(SipHeader.Replaces, out _),
        SipMethod.Refer => message.TryGetHeader(SipHeader.ReferTo, out var value) && SipAddress.TryParse(value, out var address) &&
            TokenReader.TryFindReplaces(address.Uri, out _),
        _ => false,
    };

    private static bool MayHaveCause(in SipMessage message) =>
        message.IsRequest
            ? message.Method is SipMethod.Bye or SipMethod.Cancel
            : message is { Method: SipMethod.Invite, StatusCode: > 100 and not (>= 200 and < 300) };
}
