using System.Globalization;
using System.Text;
using Gudok.Sip;

namespace Gudok.Corpus.Tests;

/// <summary>The torture messages as the RFCs print them, held beside the corpus's table.</summary>
public sealed class TortureCorpusTests
{
    private const string Folder = "torture";

    /// <summary>RFC 5118 §4.6 states a length of 268 for a body of 251 octets. The section is about addresses and the table says valid; that the
    /// body is shorter than stated is right as well.</summary>
    private const string Miscounted = "rfc5118/ipv6-in-sdp.dat";

    [Fact]
    public void Every_torture_message_has_the_verdict_and_the_facts_of_the_table()
    {
        foreach (var row in Corpus.Files(Folder, "torture.tsv").SelectMany(file => File.ReadLines(file).Skip(1)).Select(line => line.Split('\t')))
        {
            // The texts of RFC 5118 end their lines with LF, and their Content-Length counts CRLF: the wire form is the one to judge.
            var wire = row[0].Replace("rfc5118/", "rfc5118-wire/", StringComparison.Ordinal);
            var bytes = File.ReadAllBytes(Path.Combine(Corpus.Root!, Folder, wire));
            Assert.Equal($"{wire} {row[6]}", $"{wire} {Describe(bytes, row)}");
        }
    }

    [Fact]
    public void Lines_that_end_with_LF_alone_change_nothing_but_a_note()
    {
        foreach (var file in Corpus.Files(Folder + "/rfc5118", "*.dat"))
        {
            Assert.Equal(SipReadStatus.Complete, SipMessage.TryRead(File.ReadAllBytes(file), SipFraming.Datagram, SipLimits.Default, out var message, out _, out _));
            var wire = File.ReadAllBytes(file.Replace("rfc5118", "rfc5118-wire", StringComparison.Ordinal));
            Assert.Equal(SipReadStatus.Complete, SipMessage.TryRead(wire, SipFraming.Datagram, SipLimits.Default, out var same, out _, out _));
            Assert.Equal(Text(same.CallId) + CSeq(same) + User(same.From.Uri), Text(message.CallId) + CSeq(message) + User(message.From.Uri));
            Assert.True((message.Notes & SipNotes.BareLineFeed) != 0);
        }
    }

    [Fact]
    public void Every_torture_message_of_this_version_looks_like_sip()
    {
        foreach (var file in Corpus.Files(Folder + "/rfc4475", "*.dat").Where(file => !file.Contains("bigcode", StringComparison.Ordinal)))
            Assert.True(SipMessage.LooksLikeSip(File.ReadAllBytes(file)), file);
    }

    /// <summary>Checks the facts where the message is valid and says the verdict in the words of the table.</summary>
    private static string Describe(byte[] bytes, string[] row)
    {
        if (SipMessage.TryRead(bytes, SipFraming.Datagram, SipLimits.Default, out var message, out _, out _) != SipReadStatus.Complete) return "invalid";
        var verdict = message.Judge(out var notes);
        if (row[0] == Miscounted && notes == SipNotes.BodyCut) verdict = SipVerdict.Valid;
        if (verdict == SipVerdict.Invalid) return "invalid";
        Assert.Equal(row[8], message.IsRequest ? Text(message.MethodText) : "");
        Assert.Equal(row[9], message.IsRequest ? "" : message.StatusCode.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(row[10], Text(message.CallId));
        Assert.Equal(row[11], CSeq(message));
        Assert.Equal(row[12], User(message.From.Uri));
        Assert.Equal(row[13], User(message.To.Uri));
        if (verdict == SipVerdict.Valid) return "valid";
        return (notes & SipNotes.BareBranch) != 0 ? "valid syntax, bad transaction" : "valid syntax, cannot be served";
    }

    private static string CSeq(in SipMessage message)
    {
        var method = message.CSeqMethod == SipMethod.Other ? Text(message.MethodText) : message.CSeqMethod.ToString().ToUpperInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"{message.CSeqNumber} {method}");
    }

    private static string User(ReadOnlySpan<byte> text) => SipUri.TryParse(text, out var uri) ? Text(uri.User) : "";

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets);
}
