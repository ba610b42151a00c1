namespace Gudok.Sip;

/// <summary>One SIP message, read in place: every member is a view of the octets given to <see cref="TryRead"/> and lives as long as they do
/// (RFC 3261 §7). Reading allocates nothing.</summary>
/// <remarks>This is an observer's parser: it takes what a usual stack would still set up a call by, and notes what is odd; it refuses
/// what contradicts itself or cannot be told apart. See <c>docs/decisions/0002-sip-parser.md</c>.</remarks>
public ref struct SipMessage
{
    internal ReadOnlySpan<byte> Text;
    internal StartLine Start;
    internal ReadOnlySpan<byte> CallIdText;
    internal ReadOnlySpan<byte> FromText;
    internal ReadOnlySpan<byte> ToText;
    internal ReadOnlySpan<byte> CSeqText;
    internal ReadOnlySpan<byte> CSeqMethodText;
    internal ReadOnlySpan<byte> LengthText;

    /// <summary>The value of the first Via line.</summary>
    internal ReadOnlySpan<byte> ViaText;

    internal SipAddress FromAddress;
    internal SipAddress ToAddress;
    internal uint CSeqValue;
    internal SipMethod CSeqMethodValue;
    internal SipFault Fault;
    internal int HeadStart;
    internal int BodyStart;

    /// <summary>Where the last Via line begins.</summary>
    internal int LastVia;

    internal HeaderIndex Index;
    private SipNotes _notes;

    /// <summary>Reads the message at the start of the octets. Line ends before it are passed over as keep-alives.</summary>
    /// <param name="bytes">A datagram, or what of a stream has come so far.</param>
    /// <param name="framing">How the end is found.</param>
    /// <param name="limits">What is exceeded by none.</param>
    /// <param name="message">The message; of a malformed one whatever could be read, for counting only.</param>
    /// <param name="consumed">Octets that belong to what was read: of a datagram all; on a stream those of the message and the keep-alives
    /// before it. Zero for a malformed message whose end cannot be found: the reader of the stream must look for the next start line.</param>
    /// <param name="fault">Why it is malformed.</param>
    public static SipReadStatus TryRead(
        ReadOnlySpan<byte> bytes, SipFraming framing, SipLimits limits, out SipMessage message, out int consumed, out SipFault fault)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return MessageReader.Read(bytes, framing, limits, out message, out consumed, out fault);
    }

    /// <summary>Empties a message for a text, field by field: <c>default</c> would write the index, the most of it, in steps of eight
    /// octets, as it must where there are spans.</summary>
    internal static void Begin(ReadOnlySpan<byte> text, out SipMessage message)
    {
        message.Text = text;
        message.Start = default;
        message.CallIdText = default;
        message.FromText = default;
        message.ToText = default;
        message.CSeqText = default;
        message.CSeqMethodText = default;
        message.LengthText = default;
        message.ViaText = default;
        message.FromAddress = default;
        message.ToAddress = default;
        message.CSeqValue = 0;
        message.CSeqMethodValue = SipMethod.Other;
        message.Fault = default;
        message.HeadStart = 0;
        message.BodyStart = 0;
        message.LastVia = 0;
        message.Index = default;
        message._notes = SipNotes.None;
    }

    /// <summary>Whether a payload is worth reading as SIP, by its first line and the beginning of the second. Cheap: most foreign
    /// traffic fails at its first octet. Needs the whole first line.</summary>
    public static bool LooksLikeSip(ReadOnlySpan<byte> firstBytes) => SipSniffer.LooksLikeSip(firstBytes);

    /// <summary>What is odd in the message, as far as reading showed it.</summary>
    public SipNotes Notes
    {
        readonly get => _notes;
        internal set => _notes = value;
    }

    /// <summary>Whether this is a request.</summary>
    public readonly bool IsRequest => Start.StatusCode == 0;

    /// <summary>The method: of a request that of its start line, of a response that of CSeq.</summary>
    public readonly SipMethod Method => CSeqMethodValue;

    /// <summary>The method as written.</summary>
    public readonly ReadOnlySpan<byte> MethodText => IsRequest ? Start.Method : CSeqMethodText;

    /// <summary>Status code from 100 to 699; zero for a request.</summary>
    public readonly int StatusCode => Start.StatusCode;

    /// <summary>Reason phrase of a response, which may be empty.</summary>
    public readonly ReadOnlySpan<byte> ReasonPhrase => Start.ReasonPhrase;

    /// <summary>Request-URI as written, for <see cref="SipUri.TryParse"/>; empty for a response.</summary>
    public readonly ReadOnlySpan<byte> RequestUri => Start.RequestUri;

    /// <summary>Call-ID, never empty. Case matters.</summary>
    public readonly ReadOnlySpan<byte> CallId => CallIdText;

    /// <summary>From.</summary>
    public readonly SipAddress From => FromAddress;

    /// <summary>To.</summary>
    public readonly SipAddress To => ToAddress;

    /// <summary>Number of CSeq.</summary>
    public readonly uint CSeqNumber => CSeqValue;

    /// <summary>Method of CSeq.</summary>
    public readonly SipMethod CSeqMethod => CSeqMethodValue;

    /// <summary>Branch of the topmost Via; empty if there is none.</summary>
    public readonly ReadOnlySpan<byte> TopBranch
    {
        get
        {
            if (SipVia.TryReadPlainBranch(ViaText, out var branch)) return branch;
            var values = new SipValueEnumerator(ViaText);
            return values.MoveNext() && SipVia.TryParse(values.Current, out var via) ? via.Branch : default;
        }
    }

    /// <summary>All Via values, the topmost first.</summary>
    public readonly SipViaEnumerator Vias => new(Headers, LastVia);

    /// <summary>Content-Type as written; empty if there is none.</summary>
    public readonly ReadOnlySpan<byte> ContentType => TryGetHeader(SipHeader.ContentType, out var value) ? value : default;

    /// <summary>The body; cut if <see cref="IsBodyCut"/>.</summary>
    public readonly ReadOnlySpan<byte> Body => Text[BodyStart..];

    /// <summary>Whether the datagram was shorter than the message.</summary>
    public readonly bool IsBodyCut => (Notes & SipNotes.BodyCut) != 0;

    /// <summary>Whether the datagram ended within the head.</summary>
    public readonly bool IsHeadCut => (Notes & SipNotes.HeadCut) != 0;

    /// <summary>The octets of the message, head and body, without keep-alives before and anything behind it.</summary>
    public readonly ReadOnlySpan<byte> Bytes => Text;

    /// <summary>Every header line in its order.</summary>
    public readonly SipHeaderEnumerator Headers => new(Text, HeadStart);

    /// <summary>The value of the first line of a header, without blanks around it, folds within it kept.</summary>
    /// <param name="header">Which; <see cref="SipHeader.Other"/> is never found.</param>
    /// <param name="value">The value, which may be empty.</param>
    public readonly bool TryGetHeader(SipHeader header, out ReadOnlySpan<byte> value)
    {
        value = default;
        var offset = Index[(int)header];
        if (offset == 0) return false;
        var reader = new HeadReader(Text, offset);
        if (reader.Next() != HeadStep.Line) return false;
        var line = Text[offset..reader.LineEnd];
        value = line[(line.IndexOf((byte)':') + 1)..].TrimValue();
        return true;
    }

    /// <summary>Finds the session description: the body, or the first part of that type in a multipart body.</summary>
    public readonly bool TryGetSdp(out SdpDescription description) => SdpFinder.TryFind(ContentType, Body, 0, out description);

    /// <summary>Holds the message beside the whole grammar, at more cost than reading.</summary>
    /// <param name="notes">The notes of reading and those found now.</param>
    public readonly SipVerdict Judge(out SipNotes notes)
    {
        notes = Notes | Grammar.Inspect(this);
        if ((notes & Grammar.Breaches) != 0) return SipVerdict.Invalid;
        return (notes & Grammar.Refusals) != 0 ? SipVerdict.ValidButUnserved : SipVerdict.Valid;
    }
}
