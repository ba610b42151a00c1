using System.Buffers;

namespace Gudok.Sip;

/// <summary>Looks for places in a stream where a message may begin.</summary>
internal static class StartSearch
{
    /// <summary>The longest start line that is waited for.</summary>
    private const int LongestStartLine = 16 << 10;

    /// <summary>How many octets of a line show whether it is text.</summary>
    private const int ProbeLength = 32;

    /// <summary>What methods are written with; lower case is allowed and never seen.</summary>
    private static readonly SearchValues<byte> MethodOctets = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._"u8);

    /// <summary>Where the first SIP message or HEP packet begins at the beginning of a line; -1 if nowhere.</summary>
    public static int Find(ReadOnlySpan<byte> octets, bool withHep)
    {
        var sip = FindSip(octets);
        if (!withHep) return sip;
        var hep = octets.IndexOf("HEP3"u8);
        if (hep < 0) hep = octets.IndexOf("EEP3"u8);
        return hep >= 0 && (sip < 0 || hep < sip) ? hep : sip;
    }

    /// <summary>Whether octets without a line end may be the beginning of a start line or of a HEP packet: a word in capitals, then text.
    /// What is wrongly kept for one would be joined to the true start line behind it.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty || octets.Length > LongestStartLine) return false;
        if (octets.StartsWith("SIP/"u8)) return true;
        var probe = octets[..Math.Min(octets.Length, ProbeLength)];
        var wordEnd = probe.IndexOfAnyExcept(MethodOctets);
        if (wordEnd < 0) return probe.Length == octets.Length;
        if (wordEnd == 0 || probe[wordEnd] != (byte)' ') return false;
        return probe[wordEnd..].IndexOfAnyExceptInRange((byte)' ', (byte)'~') is var other && (other < 0 || probe[(wordEnd + other)..].SequenceEqual("\r"u8));
    }

    // The version ends a request line and begins a status line; everywhere else, as in Via, something else stands around it.
    private static int FindSip(ReadOnlySpan<byte> octets)
    {
        for (var passed = 0; ;)
        {
            var version = octets[passed..].IndexOf("SIP/2.0"u8);
            if (version < 0) return -1;
            version += passed;
            var line = octets[..version].LastIndexOf((byte)'\n') + 1;
            if (SipMessage.LooksLikeSip(octets[line..])) return line;
            passed = version + 1;
        }
    }
}
