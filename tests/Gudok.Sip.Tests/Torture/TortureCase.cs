using System.Globalization;
using System.Text;
using Gudok.Testing;

namespace Gudok.Sip.Tests;

/// <summary>One section of a torture RFC: a message of our own that shows what the section is about, and what a reader must make of it.</summary>
public sealed record TortureCase(string Section, string Title, byte[] Message, SipVerdict Verdict)
{
    public SipFaultKind Fault { get; init; }

    public SipNotes Note { get; init; }

    public string Method { get; init; } = "OPTIONS";

    public int Status { get; init; }

    public string Uri { get; init; } = "sip:bob@example.net";

    public string From { get; init; } = "sip:alice@example.org";

    public string To { get; init; } = "sip:bob@example.net";

    public string CallId { get; init; } = "";

    public string CSeq { get; init; } = "1 OPTIONS";

    public int BodyLength { get; init; }

    /// <summary>A head written out, to which Content-Length and the body are added.</summary>
    public static byte[] Head(string head, string body = "") => Head(head, Encoding.Latin1.GetBytes(body.ReplaceLineEndings("\r\n")));

    public static byte[] Head(string head, byte[] body) =>
        [.. SipText.Raw(head.TrimEnd('\n') + string.Create(CultureInfo.InvariantCulture, $"\nContent-Length: {body.Length}\n\n")), .. body];

    /// <summary>The usual message of a section, to be made odd: Call-ID is the section.</summary>
    public static SipText Usual(string section, string method = "OPTIONS") => SipText.OfDialog(method, section);

    public override string ToString() => $"{Section} {Title}";
}
