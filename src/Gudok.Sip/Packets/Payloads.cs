using System.Buffers.Binary;

namespace Gudok.Sip;

/// <summary>Tells by their first octets what payloads are that are no SIP.</summary>
internal static class Payloads
{
    private const int TlsHeaderLength = 5;

    /// <summary>RFC 5246 §6.2.3: what a record may hold at most, encryption included.</summary>
    private const int LongestTlsRecord = (1 << 14) + 2048;

    /// <summary>Whether nothing but line ends and zeros is there (RFC 5626 §3.5.1 and what phones send instead).</summary>
    public static bool IsKeepAlive(ReadOnlySpan<byte> payload) =>
        (payload.IsEmpty || payload[0] <= (byte)'\r') && payload.IndexOfAnyExcept((byte)'\r', (byte)'\n', (byte)0) < 0;

    /// <summary>Whether a HEP3 packet begins here.</summary>
    public static bool IsHep3(ReadOnlySpan<byte> payload) => payload is [(byte)'H' or (byte)'E', (byte)'E', (byte)'P', (byte)'3', ..];

    /// <summary>Whether a TLS record begins here.</summary>
    public static bool IsTls(ReadOnlySpan<byte> payload) =>
        payload.Length >= TlsHeaderLength && payload[0] is >= 20 and <= 24 && payload[1] == 3 && payload[2] <= 4
        && BinaryPrimitives.ReadUInt16BigEndian(payload[3..]) is > 0 and <= LongestTlsRecord;

    /// <summary>Whether a DTLS record begins here.</summary>
    public static bool IsDtls(ReadOnlySpan<byte> payload) => payload is [>= 20 and <= 25, 0xfe, 0xff or 0xfd or 0xfc, ..];
}
