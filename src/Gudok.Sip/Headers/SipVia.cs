using System.Numerics;

namespace Gudok.Sip;

/// <summary>One value of Via: <c>SIP/2.0/UDP host:port;branch=z9hG4bK…</c> (RFC 3261 §20.42).</summary>
public readonly ref struct SipVia
{
    private readonly ReadOnlySpan<byte> _parameters;

    private SipVia(ReadOnlySpan<byte> transport, ReadOnlySpan<byte> sentBy, ReadOnlySpan<byte> parameters)
    {
        Transport = transport;
        SentBy = sentBy;
        _parameters = parameters;
        if (SipParameters.TryFindFirst(parameters, "branch"u8, out var first)) Branch = first;
        else if (Parameters.TryFind("branch"u8, out var branch)) Branch = branch;
    }

    /// <summary>UDP, TCP, TLS…, as written.</summary>
    public ReadOnlySpan<byte> Transport { get; }

    /// <summary>Host and port as written.</summary>
    public ReadOnlySpan<byte> SentBy { get; }

    /// <summary>The branch, magic cookie included; empty if there is none.</summary>
    public ReadOnlySpan<byte> Branch { get; }

    /// <summary>All parameters: received, rport, branch…</summary>
    public SipParameters Parameters => new(_parameters);

    /// <summary>Reads one value. False if protocol, transport or sender is missing.</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out SipVia via)
    {
        via = default;
        var semicolon = value.IndexOf((byte)';');
        var sender = (semicolon < 0 ? value : value[..semicolon]).TrimLws();
        var slash = sender.IndexOf((byte)'/');
        if (slash < 0) return false;
        var second = sender[(slash + 1)..].IndexOf((byte)'/');
        if (second < 0) return false;

        // Blanks may stand on both sides of the slashes, but one blank must part transport and sender.
        var rest = sender[(slash + second + 2)..].TrimLws();
        var length = 0;
        while (length < rest.Length && !Characters.IsLws(rest[length])) length++;
        var sentBy = rest[length..].TrimLws();
        if (length == 0 || sentBy.IsEmpty) return false;
        via = new SipVia(rest[..length], sentBy, semicolon < 0 ? default : value[semicolon..]);
        return true;
    }

    /// <summary>Reads the branch of the first value of a header where it is written as nearly all stacks write it,
    /// <c>SIP/2.0/UDP host:port;branch=…</c>. False if anything is there that needs a closer look.</summary>
    internal static bool TryReadPlainBranch(ReadOnlySpan<byte> header, out ReadOnlySpan<byte> branch)
    {
        const int transport = 8;
        branch = default;
        if (!header.StartsWith("SIP/2.0/"u8)) return false;
        var block = new OctetBlock(header);
        var blanks = block.FindUpTo((byte)' ');
        var blank = BitOperations.TrailingZeroCount(blanks);
        var semicolon = BitOperations.TrailingZeroCount(block.Find((byte)';'));
        if (semicolon == OctetBlock.Length || blank <= transport || blank >= semicolon - 1 || header[blank] != (byte)' ') return false;
        var odd = (blanks & (blanks - 1)) | block.Find((byte)',');
        return BitOperations.TrailingZeroCount(odd) > semicolon
            && SipParameters.TryFindFirst(header[semicolon..], "branch"u8, out branch)
            && !branch.Contains((byte)',');
    }
}
