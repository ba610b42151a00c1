using System.Globalization;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Sip;

namespace Gudok.Portal.Tests;

/// <summary>The messages of an invented call through a proxy, one of them sent twice.</summary>
internal static class InventedMessages
{
    private const string Phone = "192.0.2.10:5060";
    private const string Proxy = "192.0.2.1:5060";
    private const string Desk = "[2001:db8::20]:5060";

    private static readonly (string From, string To, int Ms, string Summary)[] Answered =
    [
        (Phone, Proxy, 0, "INVITE"), (Proxy, Phone, 3, "407 Proxy Authentication Required"), (Phone, Proxy, 8, "ACK"),
        (Phone, Proxy, 12, "INVITE"), (Proxy, Phone, 14, "100 Trying"), (Proxy, Desk, 16, "INVITE"), (Proxy, Desk, 516, "INVITE"),
        (Desk, Proxy, 540, "180 Ringing"), (Proxy, Phone, 541, "180 Ringing"), (Desk, Proxy, 4200, "200 OK"), (Proxy, Phone, 4202, "200 OK"),
        (Phone, Proxy, 4230, "ACK"), (Proxy, Desk, 4231, "ACK"), (Desk, Proxy, 64_000, "BYE"), (Proxy, Phone, 64_002, "BYE"),
        (Phone, Proxy, 64_010, "200 OK"), (Proxy, Desk, 64_012, "200 OK"),
    ];

    private static readonly (string From, string To, int Ms, string Summary)[] Refused =
    [
        (Phone, Proxy, 0, "INVITE"), (Proxy, Phone, 2, "100 Trying"), (Proxy, Proxy, 3, "INVITE"), (Proxy, Desk, 4, "INVITE"),
        (Desk, Proxy, 60, "180 Ringing"), (Desk, Proxy, 900, "486 Busy Here"), (Proxy, Desk, 901, "ACK"), (Proxy, Phone, 903, "486 Busy Here"),
        (Phone, Proxy, 920, "ACK"),
    ];

    public static CallMessages Of(CallView call)
    {
        Assert.True(Instant.TryParse(call.StartedAt, out var start));
        var script = call.Disposition == CallDisposition.Answered ? Answered : Refused;
        return new CallMessages(MessagesStatus.Kept, [.. script.Select(step => new MessageView(
            (start + TimeSpan.FromMilliseconds(step.Ms)).ToString(), step.From, step.To, TransportKind.Udp, 0, step.Summary, Text(step)))]);
    }

    private static string Text((string From, string To, int Ms, string Summary) step)
    {
        // Half a second later the same INVITE is sent again, octet for octet.
        var (from, branch, summary) = (step.From, step.Ms == 516 ? 16 : step.Ms, step.Summary);
        var first = char.IsAsciiDigit(summary[0]) ? "SIP/2.0 " + summary : summary + " sip:2***@example.invalid SIP/2.0";
        string[] lines =
        [
            first,
            string.Create(CultureInfo.InvariantCulture, $"Via: SIP/2.0/UDP {from};branch=z9hG4bK-{branch}"),
            "From: \"И***\" <sip:+7495*****01@example.invalid>;tag=f1",
            "To: <sip:2***@example.invalid>",
            "Call-ID: 1@192.0.2.10",
            "CSeq: 1 INVITE",
            "User-Agent: Sample phone </pre><script>alert(1)</script>",
            "Content-Length: 0",
            "",
        ];
        return string.Join("\r\n", lines);
    }
}
