using System.Buffers;
using System.Text;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Reads what joins legs and links calls from the headers of an INVITE, of its 2xx and of a REFER.</summary>
internal sealed class TokenReader(AssemblyOptions options, HeaderFacts headers)
{
    private const int MaxOctets = 2048;

    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private readonly byte[][] _joinHeaders = [.. options.JoinHeaders.Select(Encoding.ASCII.GetBytes)];
    private readonly string[] _suffixes = [.. options.JoinSuffixes.Where(suffix => suffix.Length > 0)];

    /// <summary>Adds what a message names to what is known.</summary>
    /// <returns>The same object if nothing was added; null if nothing is known.</returns>
    public JoinTokens? Read(JoinTokens? known, in SipFrame frame, in SipMessage message, Instant time)
    {
        var tokens = ReadSession(known, message);
        if (!message.IsRequest) return tokens;
        if (message.Method == SipMethod.Refer) return ReadRefer(tokens, frame, message, time);
        if (!message.To.Tag.IsEmpty) return tokens;
        tokens = ReadReferences(tokens, message);
        return message.TryGetHeader(SipHeader.Replaces, out var replaces) ? WithReplaced(tokens, replaces) : tokens;
    }

    private JoinTokens? ReadReferences(JoinTokens? tokens, in SipMessage message)
    {
        if (message.TryGetHeader(SipHeader.XCallId, out var value)) tokens = WithReference(tokens, message, value);
        if (message.TryGetHeader(SipHeader.XCid, out value)) tokens = WithReference(tokens, message, value);
        foreach (var suffix in _suffixes)
        {
            var rest = message.CallId.Length - suffix.Length;
            if (rest > 0 && Ascii.Equals(message.CallId[rest..], suffix)) tokens = WithReference(tokens, message, message.CallId[..rest]);
        }

        if (_joinHeaders.Length == 0) return tokens;
        foreach (var line in message.Headers)
        {
            foreach (var name in _joinHeaders)
            {
                if (Ascii.EqualsIgnoreCase(line.Name, name)) tokens = WithReference(tokens, message, line.Value);
            }
        }

        return tokens;
    }

    private static JoinTokens? WithReference(JoinTokens? tokens, in SipMessage message, ReadOnlySpan<byte> value) =>
        value.IsEmpty || value.Length > MaxOctets || value.SequenceEqual(message.CallId)
            ? tokens
            : (tokens ?? JoinTokens.None).WithReference(Encoding.UTF8.GetString(value));

    private static JoinTokens? ReadSession(JoinTokens? tokens, in SipMessage message)
    {
        if (!message.TryGetHeader(SipHeader.SessionId, out var value)) return tokens;
        if (!HeaderValue.TrySplit(value, out var local, out var parameters)) return tokens;
        parameters.TryFind("remote"u8, out var remote);
        return (tokens ?? JoinTokens.None).With(SessionPair.Of(UuidOf(local), UuidOf(remote)));
    }

    /// <summary>A UUID as 32 hexadecimal digits in lower case; empty for the nil UUID and for anything else (RFC 7989 §5).</summary>
    private static string UuidOf(ReadOnlySpan<byte> text)
    {
        if (text.Length != 32 || text.ContainsAnyExcept(Hexadecimal) || !text.ContainsAnyExcept((byte)'0')) return "";
        return Encoding.ASCII.GetString(text).ToLowerInvariant();
    }

    private JoinTokens? ReadRefer(JoinTokens? tokens, in SipFrame frame, in SipMessage message, Instant time)
    {
        if (!message.TryGetHeader(SipHeader.ReferTo, out var value) || !SipAddress.TryParse(value, out var address)) return tokens;
        tokens = (tokens ?? JoinTokens.None).With(new ReferredCall(headers.PartyOf(address.Uri), frame.Destination.Address, time));
        return TryFindReplaces(address.Uri, out var replaces) ? WithReplaced(tokens, replaces) : tokens;
    }

    /// <summary>Finds the Replaces header that a Refer-To URI carries escaped (RFC 3891 §4).</summary>
    public static bool TryFindReplaces(ReadOnlySpan<byte> uri, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!SipUri.TryParse(uri, out var parts)) return false;
        foreach (var range in parts.Headers.Split((byte)'&'))
        {
            var header = parts.Headers[range];
            var equals = header.IndexOf((byte)'=');
            if (equals < 0 || !Ascii.EqualsIgnoreCase(header[..equals], "Replaces"u8)) continue;
            value = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(Encoding.UTF8.GetString(header[(equals + 1)..])));
            return true;
        }

        return false;
    }

    private static JoinTokens? WithReplaced(JoinTokens? tokens, ReadOnlySpan<byte> value)
    {
        if (value.Length > MaxOctets || !HeaderValue.TrySplit(value, out var callId, out var parameters)) return tokens;
        parameters.TryFind("to-tag"u8, out var toTag);
        parameters.TryFind("from-tag"u8, out var fromTag);
        return (tokens ?? JoinTokens.None).With(new ReplacedDialog(
            Encoding.UTF8.GetString(callId), Encoding.UTF8.GetString(toTag), Encoding.UTF8.GetString(fromTag)));
    }
}
