using System.Text;
using Gudok.Testing;

namespace Gudok.Sip.Tests;

public class SipViaTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
        [" ", " host", ":5060", ";", ";branch=", "z9hG4bK1", ";rport", ";received=192.0.2.1", ",", ", SIP/2.0/UDP b;branch=2", "\"", "<", ">", "\t", "\u0001", "/",
         "\r\n ", "=", "0123456789012345678901234567890123456789"];

    [Fact]
    public void A_plain_branch_is_the_one_that_the_whole_grammar_finds()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var plain = 0;
        for (var round = 0; round < 100_000; round++)
        {
            var text = "SIP/2.0/UDP" + string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var header = Encoding.Latin1.GetBytes(text.Trim(' ', '\t', '\r', '\n'));
            if (!SipVia.TryReadPlainBranch(header, out var branch)) continue;
            plain++;
            var values = new SipValueEnumerator(header);
            Assert.True(values.MoveNext(), text);
            Assert.True(SipVia.TryParse(values.Current, out var via), text);
            Assert.Equal(Encoding.Latin1.GetString(via.Branch), Encoding.Latin1.GetString(branch));
        }

        Assert.InRange(plain, 100, 100_000);
    }

    [Theory]
    [InlineData("SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1", "z9hG4bK1")]
    [InlineData("SIP/2.0/TCP host;branch=z9hG4bK1;rport", "z9hG4bK1")]
    [InlineData("SIP / 2.0 / UDP host ;rport ; branch = z9hG4bK1", "z9hG4bK1")]
    [InlineData("SIP/2.0/UDP host;branch=z9hG4bK1, SIP/2.0/UDP other;branch=z9hG4bK2", "z9hG4bK1")]
    [InlineData("SIP/2.0/UDP host, SIP/2.0/UDP other;branch=z9hG4bK2", "")]
    [InlineData("SIP/2.0/UDP ;branch=z9hG4bK1", "")]
    [InlineData("nonsense", "")]
    public void The_top_branch_is_that_of_the_first_value(string via, string branch)
    {
        var bytes = SipText.Invite("abc").Replace("Via", via).ToBytes();
        Assert.Equal(SipReadStatus.Complete, SipMessage.TryRead(bytes, SipFraming.Datagram, SipLimits.Default, out var message, out _, out _));
        Assert.Equal(branch, Encoding.Latin1.GetString(message.TopBranch));
    }

    [Fact]
    public void Via_lines_are_walked_to_the_last_wherever_they_stand()
    {
        var bytes = SipText.Invite("abc").With("Via", "SIP/2.0/UDP second").With("Subject", "x").With("v", "SIP/2.0/UDP third, SIP/2.0/UDP fourth")
            .With("Organization", "y").ToBytes();
        Assert.Equal(SipReadStatus.Complete, SipMessage.TryRead(bytes, SipFraming.Datagram, SipLimits.Default, out var message, out _, out _));
        var senders = new List<string>();
        foreach (var via in message.Vias) senders.Add(Encoding.Latin1.GetString(via.SentBy));
        Assert.Equal(["second", "third", "fourth"], senders.TakeLast(3));
        Assert.Equal(4, senders.Count);
    }
}
