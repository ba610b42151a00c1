using System.Buffers;
using System.Numerics;

namespace Gudok.Sip;

/// <summary>An address of From, To, Contact, P-Asserted-Identity and their like: <c>"Name" &lt;uri&gt;;tag=1</c> or <c>uri;tag=1</c>
/// (RFC 3261 §20.10, §25.1 name-addr and addr-spec).</summary>
public readonly ref struct SipAddress
{
    private static readonly SearchValues<byte> _landmarks = SearchValues.Create("<\";\\"u8);

    private readonly ReadOnlySpan<byte> _parameters;

    private SipAddress(ReadOnlySpan<byte> displayName, ReadOnlySpan<byte> uri, ReadOnlySpan<byte> parameters, SipNotes notes)
    {
        DisplayName = displayName;
        Uri = uri;
        _parameters = parameters;
        Notes = notes;
        if (SipParameters.TryFindFirst(parameters, "tag"u8, out var first)) Tag = first;
        else if (Parameters.TryFind("tag"u8, out var tag)) Tag = tag;
    }

    /// <summary>The display name as written, quotes and escapes included; empty if there is none.</summary>
    public ReadOnlySpan<byte> DisplayName { get; }

    /// <summary>The URI without its brackets, for <see cref="SipUri.TryParse"/>.</summary>
    public ReadOnlySpan<byte> Uri { get; }

    /// <summary>The tag; empty if there is none.</summary>
    public ReadOnlySpan<byte> Tag { get; }

    /// <summary>The parameters of the header, not those of the URI.</summary>
    public SipParameters Parameters => new(_parameters);

    /// <summary>What is odd in it: <see cref="SipNotes.BadDisplayName"/>, <see cref="SipNotes.BlanksInUri"/>.</summary>
    public SipNotes Notes { get; }

    /// <summary>Reads the value of one address. False for an open quote or bracket, or if there is no URI.</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out SipAddress address)
    {
        address = default;
        value = value.TrimLws();
        if (value.IsEmpty) return false;
        if (!TryFindBracket(value, out var open)) return false;
        return open < 0 ? TryParseBare(value, out address) : TryParseBracketed(value, open, out address);
    }

    /// <summary>Finds the bracket that opens the URI; -1 for an address without brackets. False for an open quote.</summary>
    private static bool TryFindBracket(ReadOnlySpan<byte> value, out int open)
    {
        open = 0;
        if (value[0] == (byte)'<') return true;
        while (open < value.Length)
        {
            var hit = value[open..].IndexOfAny(_landmarks);
            if (hit < 0) break;
            open += hit;
            if (value[open] == (byte)'<') return true;

            // Some stacks escape the quotes themselves, \"name\": what follows a backslash opens nothing.
            if (value[open] == (byte)'\\')
            {
                open += 2;
                continue;
            }

            // A semicolon before any bracket parts a bare URI from its parameters, unless no URI stands before it: then it belongs
            // to a display name that should have been quoted.
            if (value[open] == (byte)';' && value[..open].Contains((byte)':')) break;
            if (value[open] == (byte)'"')
            {
                var close = Characters.FindClosingQuote(value[open..]);
                if (close < 0) return false;
                open += close;
            }

            open++;
        }

        open = -1;
        return true;
    }

    private static bool TryParseBracketed(ReadOnlySpan<byte> value, int open, out SipAddress address)
    {
        address = default;
        if (!TryFindClose(value[(open + 1)..], out var length, out var hasNoBlanks)) return false;
        var inside = value.Slice(open + 1, length);
        var uri = hasNoBlanks ? inside : inside.TrimLws();
        if (uri.IsEmpty) return false;
        var name = value[..open].TrimLws();
        var notes = IsDisplayName(name) ? SipNotes.None : SipNotes.BadDisplayName;
        if (!hasNoBlanks && (uri.Length != inside.Length || Characters.HasLws(uri))) notes |= SipNotes.BlanksInUri;
        address = new SipAddress(name, uri, value[(open + length + 2)..], notes);
        return true;
    }

    /// <summary>Finds the bracket that closes the URI, and tells if no blank can be before it. False if there is none.</summary>
    private static bool TryFindClose(ReadOnlySpan<byte> text, out int length, out bool hasNoBlanks)
    {
        var block = new OctetBlock(text);
        var closes = block.Find((byte)'>');
        if (closes == 0)
        {
            hasNoBlanks = false;
            length = text.IndexOf((byte)'>');
            return length >= 0;
        }

        length = BitOperations.TrailingZeroCount(closes);
        hasNoBlanks = BitOperations.TrailingZeroCount(block.FindUpTo((byte)' ')) > length;
        return true;
    }

    private static bool TryParseBare(ReadOnlySpan<byte> value, out SipAddress address)
    {
        address = default;
        var semicolon = value.IndexOf((byte)';');
        var uri = (semicolon < 0 ? value : value[..semicolon]).TrimLws();
        if (!uri.Contains((byte)':')) return false;
        var notes = Characters.HasLws(uri) ? SipNotes.BlanksInUri : SipNotes.None;
        address = new SipAddress(default, uri, semicolon < 0 ? default : value[semicolon..], notes);
        return true;
    }

    /// <summary>Whether the name is one quoted string, or tokens with blanks between them.</summary>
    private static bool IsDisplayName(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return true;
        if (name[0] == (byte)'"') return Characters.FindClosingQuote(name) == name.Length - 1;
        return !name.ContainsAnyExcept(Characters.TokensAndLws);
    }
}
