using System.Text;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

/// <summary>What all formats have in common: encodings, limits, and that no octets crash a reader.</summary>
public sealed class RecordReaderTests
{
    private const string Table = """{"zone": "UTC", "columns": {"sessionId": "Номер", "caller": "Кто", "dialled": "Куда", "startedAt": "Когда"}}""";
    private const string Lines = "Номер;Кто;Куда;Когда\r\n1;84951230001;bureau-пресс;2026-03-02 09:00:00\r\n2;84951230002;100;2026-03-02 09:01:00";

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("windows-1251", false)]
    [InlineData("koi8-r", false)]
    [InlineData("cp866", false)]
    public void Encodings_are_read(string name, bool hasMark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        byte[] octets = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Lines)];
        Assert.True(RecordEncoding.TryFind(name, out var told));
        var run = RecordRun.Of(Office() with { Encoding = hasMark ? null : told, KeepsRefused = true }, null, null, octets);
        Assert.Empty(run.Refused);
        Assert.Equal(["bureau-пресс", "100"], run.Calls.Select(call => call.Dialled.ToFullText()));
    }

    [Fact]
    public void Octets_of_another_encoding_in_a_party_are_refused_with_the_way_to_mend_them()
    {
        Assert.True(RecordEncoding.TryFind("windows-1251", out _));
        var octets = Encoding.UTF8.GetBytes(Lines).ToList();
        octets[octets.IndexOf((byte)'u')] = 0xEF;
        var refused = Assert.Single(RecordRun.Of(Office(), null, null, [.. octets]).Refused);
        Assert.Equal("GDK-3518", refused.Fault.Code);
        Assert.Contains("--encoding", refused.Fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_lines_read_again_behind_their_heading_once_mended()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var encoding in new[] { Encoding.Unicode, new UTF8Encoding(true), Encoding.BigEndianUnicode })
        {
            byte[] octets = [.. encoding.GetPreamble(), .. encoding.GetBytes(Lines.Replace("09:00:00", "never", StringComparison.Ordinal))];
            var refused = Assert.Single(RecordRun.Of(Office() with { KeepsRefused = true }, null, null, octets).Refused);
            byte[] again = [.. refused.Heading.Span, .. refused.Octets.Span];
            var mended = encoding.GetString(again).Replace("never", "09:00:00", StringComparison.Ordinal);
            Assert.Equal("bureau-пресс", RecordRun.Of(Office(), null, null, encoding.GetBytes(mended)).Only().Dialled.ToFullText());
        }
    }

    [Theory]
    [InlineData(1024, 1)]
    [InlineData(1 << 20, 0)]
    public void A_line_over_the_limit_is_refused_and_the_next_is_read(int limit, int refused)
    {
        var lines = Lines.Replace(";100;", $";{new string('0', 200)}@{new string('x', 20)};", StringComparison.Ordinal) + "\n" + new string(';', 300_000) + "\n3;;100;2026-03-02 09:02:00\n";
        var run = RecordRun.Of(Office(), new ImportOptions { MaxLineBytes = limit }, null, Encoding.UTF8.GetBytes(lines));
        Assert.Equal(refused, run.Refused.Count(line => line.Fault.Code == "GDK-3511"));
        Assert.Equal(3, run.Calls.Count);
    }

    [Fact]
    public void When_too_many_rows_wait_the_oldest_call_is_given_out()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 50).Select(n => $"{n};84951230001;100;2026-03-02 09:00:{n:00}"));
        var reader = new RecordReader(Office(), new ImportOptions { OpenRows = 10 }, new Numbers.PartyReader(new Numbers.PartyOptions()), new ManualClock(RecordRun.Now));
        reader.Open(new MemoryStream(Encoding.UTF8.GetBytes("Номер;Кто;Куда;Когда\n" + lines)), "x");
        while (reader.TryStep())
        {
        }

        Assert.Equal(40, reader.Finished);
        reader.Complete();
        Assert.Equal(50, reader.Finished);
    }

    [Fact]
    public void A_call_of_too_many_rows_is_refused()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 9).Select(n => $"1;84951230001;10{n};2026-03-02 09:00:0{n}"));
        var run = RecordRun.Of(Office(), new ImportOptions { RowsPerCall = 8 }, null, Encoding.UTF8.GetBytes("Номер;Кто;Куда;Когда\n" + lines));
        Assert.Empty(run.Calls);
        Assert.All(run.Refused, line => Assert.Equal("GDK-3520", line.Fault.Code));
    }

    [Fact]
    public void Lines_of_posted_calls_are_read_as_the_post_reads_them()
    {
        var source = new RecordSource(RecordFormat.Ndjson, "post");
        var run = RecordRun.OfLines(source, """{"sessionId":"a","callee":"112","startedAt":"2026-11-21T09:00:00Z","disposition":"busy"}""", "", """{"sessionId":"b"}""");
        var call = Assert.Single(run.Calls);
        Assert.Equal(("a", "", "import:post"), (call.SessionId, call.FromTag, call.Source));
        Assert.Equal((3L, "GDK-3501"), (Assert.Single(run.Refused).Line, run.Refused[0].Fault.Code));
    }

    [Fact]
    public void No_octets_crash_a_reader()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        foreach (var (source, sample) in ImportSamples.All)
        {
            for (var run = 0; run < 400; run++) Survives(source, Damage(sample, random), seed);
        }
    }

    private static void Survives(RecordSource source, byte[] octets, int seed)
    {
        try
        {
            var run = RecordRun.Of(source with { KeepsRefused = true }, new ImportOptions { MaxLineBytes = 2048, MaxDocumentBytes = 4096, OpenRows = 1000 }, null, octets);
            // What comes out is what a ledger takes: in order, within limits, with an identity.
            foreach (var call in run.Calls)
            {
                Assert.True(call.SessionId.Length > 0 && call.Legs.Count is > 0 and <= RowMerge.MaxLegs, $"seed {seed}");
                Assert.True(call.StartedAt >= RowRules.Earliest && (call.AnsweredAt is not { } answer || answer >= call.StartedAt), $"seed {seed}");
                // Only a posted call may leave its end out.
                Assert.True(call.EndedAt is { } end ? end >= (call.AnsweredAt ?? call.StartedAt) : source.Format == RecordFormat.Ndjson && !call.IsComplete, $"seed {seed}");
            }
        }
        catch (RecordInputException fault)
        {
            Assert.StartsWith("GDK-35", fault.Code, StringComparison.Ordinal);
        }
    }

    private static byte[] Damage(string sample, Random random)
    {
        var octets = Encoding.UTF8.GetBytes(sample).ToList();
        for (var change = random.Next(12); change >= 0; change--)
        {
            var at = random.Next(octets.Count);
            var count = Math.Min(random.Next(1, 20), octets.Count - at);
            switch (random.Next(5))
            {
                case 0: octets[at] = (byte)random.Next(256); break;
                case 1: octets.RemoveRange(at, count - (count == octets.Count ? 1 : 0)); break;
                case 2: octets.InsertRange(at, octets.GetRange(random.Next(octets.Count - count + 1), count)); break;
                case 3: octets.Insert(at, (byte)"\",;|\n\r<>{}'0-:"[random.Next(14)]); break;
                default: octets[at] = (byte)('0' + random.Next(10)); break;
            }

            if (octets.Count == 0) return [];
        }

        return [.. octets];
    }

    private static RecordSource Office()
    {
        Assert.True(ColumnMap.TryRead(Encoding.UTF8.GetBytes(Table), RecordFormat.Csv, out var map, out _));
        return new RecordSource(RecordFormat.Csv, "office") { Map = map };
    }
}
