using System.Text;

namespace Gudok.Sip.Tests;

/// <summary>The reader of lines and names looks at many octets at once; these tests hold it beside one that looks at each alone.</summary>
public class HeadReaderTests(ITestOutputHelper output)
{
    private const int Rounds = 60_000;

    private static readonly string[] Words =
        ["\r\n", "\r\n", "\n", "\r", ":", " ", "\t", "\r\n ", "\r\n\t", "\r\n\r\n", "Via", "v", "To", "Call-ID", "Call\rID", "CSEQ", "x", "\0", "content-length",
         "P-Access-Network-Info", "ü", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~"];

    [Fact]
    public void Lines_end_where_a_reader_of_single_octets_ends_them()
    {
        var random = Seeded();
        for (var round = 0; round < Rounds; round++)
        {
            var text = Mix(random);
            var start = random.Next(text.Length + 1);
            Assert.Equal(Walk(text, start), Model(text, start));
        }
    }

    [Fact]
    public void Names_are_those_that_a_reader_of_single_octets_finds()
    {
        var random = Seeded();
        for (var round = 0; round < Rounds; round++)
        {
            var text = Mix(random);
            var length = random.Next(text.Length + 1);
            var header = SipHeaderNames.Read(text, length, out var colon);
            Assert.Equal(Array.IndexOf(text[..length], (byte)':'), colon);
            var name = colon < 0 ? [] : text[..colon];
            if (name.Length > 0 && " \t\r\n".Contains((char)name[^1], StringComparison.Ordinal)) name = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(name).Trim(' ', '\t', '\r', '\n'));
            Assert.Equal(SipHeaderNames.Find(name), header);
        }
    }

    [Theory]
    [InlineData("call\rid")]
    [InlineData("via\0")]
    [InlineData("vi")]
    [InlineData("p-asserted-identit\u0019")]
    [InlineData("[ia")]
    [InlineData("content-lengthcontent-lengthcont")]
    [InlineData("content-lengthcontent-lengthcontent-length")]
    public void What_is_nearly_a_name_is_none(string text) => Assert.Equal(SipHeader.Other, SipHeaderNames.Find(Encoding.Latin1.GetBytes(text)));

    private static List<(HeadStep Step, int Start, int End, int Position, bool BareLineFeed)> Walk(byte[] text, int start)
    {
        var steps = new List<(HeadStep, int, int, int, bool)>();
        var reader = new HeadReader(text, start);
        while (true)
        {
            var step = reader.Next();
            if (step == HeadStep.CutShort) return [.. steps, (step, reader.LineStart, 0, 0, false)];
            steps.Add((step, reader.LineStart, reader.LineEnd, reader.Position, reader.HasBareLineFeed));
        }
    }

    /// <summary>RFC 3261 §7.3 by the letter: octet for octet, line for line.</summary>
    private static List<(HeadStep Step, int Start, int End, int Position, bool BareLineFeed)> Model(byte[] text, int start)
    {
        var steps = new List<(HeadStep, int, int, int, bool)>();
        var isBare = false;
        for (var at = start; ;)
        {
            var lineStart = at;
            int end;
            do
            {
                var physicalStart = at;
                while (at < text.Length && text[at] != '\n') at++;
                if (at == text.Length) return [.. steps, (HeadStep.CutShort, lineStart, 0, 0, false)];
                var hasReturn = at > physicalStart && text[at - 1] == '\r';
                end = hasReturn ? at - 1 : at;
                isBare |= !hasReturn;
                at++;
            }
            while (end > lineStart && at < text.Length && text[at] is (byte)' ' or (byte)'\t');
            steps.Add((end == lineStart ? HeadStep.EndOfHead : HeadStep.Line, lineStart, end, at, isBare));
        }
    }

    private static byte[] Mix(Random random)
    {
        var text = new StringBuilder();
        for (var count = random.Next(30); count > 0; count--) text.Append(Words[random.Next(Words.Length)]);
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private Random Seeded()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
