using System.Globalization;
using System.Text;

namespace Gudok.Testing;

/// <summary>Writes SIP messages for tests: a start line, headers in the order given, a body. Content-Length is added when the message
/// is printed, unless a header of that name was given. Immutable: each step gives a new text.</summary>
public sealed class SipText
{
    private readonly IReadOnlyList<(string Name, string Value)> _headers;

    private SipText(string startLine, IReadOnlyList<(string Name, string Value)> headers, byte[] body, bool hasLength)
    {
        StartLine = startLine;
        _headers = headers;
        BodyBytes = body;
        HasContentLength = hasLength;
    }

    /// <summary>The first line.</summary>
    public string StartLine { get; }

    /// <summary>The body.</summary>
    public byte[] BodyBytes { get; }

    private bool HasContentLength { get; }

    /// <summary>A request with nothing but its start line.</summary>
    public static SipText Request(string method, string uri) => new($"{method} {uri} SIP/2.0", [], [], true);

    /// <summary>A response with nothing but its start line.</summary>
    public static SipText Response(int status, string reason) =>
        new(string.Create(CultureInfo.InvariantCulture, $"SIP/2.0 {status} {reason}"), [], [], true);

    /// <summary>An INVITE as a phone writes it, without a body.</summary>
    /// <param name="callId">Call-ID; the tag, the branch and the CSeq derive from it and <paramref name="cseq"/>.</param>
    /// <param name="from">URI of the caller.</param>
    /// <param name="to">URI of the called one, also the Request-URI.</param>
    /// <param name="cseq">CSeq number.</param>
    public static SipText Invite(string callId, string from = "sip:alice@example.org", string to = "sip:bob@example.net", uint cseq = 1) =>
        OfDialog("INVITE", callId, from, to, cseq);

    /// <summary>A request of the dialog that <see cref="Invite"/> with the same Call-ID began.</summary>
    public static SipText OfDialog(
        string method, string callId, string from = "sip:alice@example.org", string to = "sip:bob@example.net", uint cseq = 1, string? toTag = null) =>
        Request(method, to)
            .With("Via", $"SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-{callId}-{cseq}-{(method == "CANCEL" ? "INVITE" : method)}")
            .With("Max-Forwards", "70")
            .With("From", $"<{from}>;tag=f-{callId}")
            .With("To", toTag is null ? $"<{to}>" : $"<{to}>;tag={toTag}")
            .With("Call-ID", callId)
            .With("CSeq", string.Create(CultureInfo.InvariantCulture, $"{cseq} {method}"));

    /// <summary>The response to a request: its Via, From, To, Call-ID and CSeq copied, a To-tag added if one is given and none is there.</summary>
    public SipText Reply(int status, string reason, string? toTag = null)
    {
        var reply = Response(status, reason);
        foreach (var (name, value) in _headers)
        {
            if (name is "Via" or "From" or "Call-ID" or "CSeq") reply = reply.With(name, value);
            if (name is "To") reply = reply.With(name, toTag is null || value.Contains(";tag=", StringComparison.Ordinal) ? value : $"{value};tag={toTag}");
        }

        return reply;
    }

    /// <summary>Adds a header at the end.</summary>
    public SipText With(string name, string value) => new(StartLine, [.. _headers, (name, value)], BodyBytes, HasContentLength);

    /// <summary>Takes every header of that name away.</summary>
    public SipText Without(string name) => new(StartLine, [.. _headers.Where(header => header.Name != name)], BodyBytes, HasContentLength);

    /// <summary>Gives the headers of that name a new value, where the first of them stood; adds one if there is none.</summary>
    public SipText Replace(string name, string value)
    {
        var index = _headers.ToList().FindIndex(header => header.Name == name);
        if (index < 0) return With(name, value);
        var headers = _headers.Where((header, at) => at <= index || header.Name != name).ToList();
        headers[index] = (name, value);
        return new SipText(StartLine, headers, BodyBytes, HasContentLength);
    }

    /// <summary>Puts another start line.</summary>
    public SipText StartingWith(string startLine) => new(startLine, _headers, BodyBytes, HasContentLength);

    /// <summary>Sets the body and, unless empty, its type.</summary>
    public SipText Body(string contentType, byte[] body)
    {
        var typed = contentType.Length == 0 ? this : Replace("Content-Type", contentType);
        return new SipText(StartLine, typed._headers, body, HasContentLength);
    }

    /// <summary>Sets the body; lines that end with LF alone get CRLF.</summary>
    public SipText Body(string contentType, string body) => Body(contentType, Encoding.UTF8.GetBytes(WithCrLf(body)));

    /// <summary>Leaves Content-Length out.</summary>
    public SipText WithoutContentLength() => new(StartLine, _headers, BodyBytes, false);

    /// <summary>The octets of the message.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder(StartLine).Append("\r\n");
        foreach (var (name, value) in _headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        if (HasContentLength && !_headers.Any(header => header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {BodyBytes.Length}\r\n");
        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. BodyBytes];
    }

    /// <summary>The octets of a whole message written as a text; lines that end with LF alone get CRLF.</summary>
    public static byte[] Raw(string message) => Encoding.UTF8.GetBytes(WithCrLf(message));

    /// <inheritdoc />
    public override string ToString() => Encoding.UTF8.GetString(ToBytes());

    private static string WithCrLf(string text) => text.ReplaceLineEndings("\r\n");
}
