using System.Globalization;
using System.Text;
using Gudok.Calls;
using Gudok.Testing;

namespace Gudok.Corpus.Tests;

/// <summary>Call records that other systems wrote, beside what is known of them.</summary>
public sealed class RecordCorpusTests
{
    private const string AvayaMap = """
        {
          "zone": "Europe/Moscow", "heading": false,
          "columns": {"startedAt": 1, "talkTime": 2, "ringTime": 3, "caller": 4, "direction": 5, "callee": 6, "dialled": 7, "sessionId": 10},
          "directions": {"I": "inbound", "O": "outbound"}
        }
        """;

    private const string FixedMap = """
        {
          "zone": "Europe/Amsterdam", "linesBeginningWith": "CDR", "times": ["yyyyMMddHHmmss"],
          "columns": {
            "sessionId": {"from": 4, "length": 7}, "startedAt": {"from": 15, "length": 14}, "caller": {"from": 33, "length": 9},
            "dialled": {"from": 48, "length": 17}, "talkTime": {"from": 127, "length": 6}
          }
        }
        """;

    [Fact]
    public void Calls_of_asterisk_are_those_of_the_table()
    {
        foreach (var file in Files("asterisk-cdr-csv-ru.csv"))
        {
            // Its ids prove that it was written at UTC.
            var run = Read(file, RecordFormat.AsteriskCsv, "UTC");
            var expected = File.ReadLines(Path.ChangeExtension(file, ".expected.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
            Assert.Empty(run.Refused);
            Assert.Equal((46, 18, expected.Count), (run.Tally.Lines, run.Calls.Count, run.Calls.Count));
            foreach (var row in expected)
            {
                var call = run.Calls.Single(one => one.SessionId == row[0]);
                Assert.Equal(row[1], call.Legs.Count.ToString(CultureInfo.InvariantCulture));
                Assert.Equal(row[2], call.StartedAt.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
                Assert.Equal(Digits(row[3]), Digits(call.Caller.ToFullText()));
                Assert.Equal(row[4] == "yes", call.Disposition == CallDisposition.Answered);
                Assert.Equal(row[5], TalkSeconds(call).ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    [Fact]
    public void Calls_of_a_custom_asterisk_talk_as_long_as_they_say()
    {
        foreach (var file in Files("asterisk-cdr-custom.csv"))
        {
            var run = Read(file, RecordFormat.AsteriskCsv, "+03:00");
            Assert.Empty(run.Refused);
            Assert.Equal((7, 6, 29), (run.Calls.Count, Answered(run), run.Calls.Sum(TalkSeconds)));
        }
    }

    [Fact]
    public void Calls_of_freeswitch_talk_as_long_as_they_say()
    {
        foreach (var file in Files("freeswitch-cdr-csv.csv"))
        {
            var run = Read(file, RecordFormat.FreeSwitchCsv, "Asia/Shanghai");
            Assert.Empty(run.Refused);
            Assert.Equal((5, 438), (run.Calls.Count, run.Calls.Sum(TalkSeconds)));
        }
    }

    [Theory]
    [InlineData("opensips-flatstore.txt", "4 2", "487 486")]
    [InlineData("opensips-flatstore-ack.txt", "2 4", "")]
    public void Calls_of_a_proxy_are_joined_of_their_requests(string name, string talks, string missed)
    {
        foreach (var file in Files(name))
        {
            var run = Read(file, RecordFormat.Acc, null, """{"columns": {"caller": 9, "dialled": 10}}""");
            Assert.Empty(run.Refused);
            var answered = run.Calls.Where(call => call.Disposition == CallDisposition.Answered).ToList();
            Assert.Equal(talks, string.Join(' ', answered.Select(TalkSeconds)));
            Assert.Equal(missed, string.Join(' ', run.Calls.Except(answered).Select(call => call.SipStatus)));
            Assert.All(run.Calls, call => Assert.True(call.Caller.IsKept && call.Dialled.IsKept));
        }
    }

    [Fact]
    public void Calls_of_cucm_end_as_their_causes_say()
    {
        foreach (var file in Files("cisco-cucm.csv"))
        {
            var run = Read(file, RecordFormat.Cucm, null);
            Assert.Empty(run.Refused);
            Assert.Equal((5, 2), (run.Calls.Count, run.Tally.Headings));
            Assert.Equal(
                [CallDisposition.Answered, CallDisposition.Busy, CallDisposition.Cancelled, CallDisposition.Answered, CallDisposition.Failed],
                run.Calls.Select(call => call.Disposition));
            Assert.Equal([61, 0, 0, 39, 0], run.Calls.Select(TalkSeconds));
            Assert.Equal(CallTransfer.Diverted, run.Calls[3].Transfer);
        }
    }

    [Fact]
    public void Six_lines_of_an_avaya_are_five_calls_because_two_are_one_transfer()
    {
        foreach (var file in Files("avaya-smdr.csv"))
        {
            var run = Read(file, RecordFormat.Csv, null, AvayaMap);
            Assert.Empty(run.Refused);
            Assert.Equal((6, 5), (run.Tally.Lines, run.Calls.Count));
            var transferred = run.Calls.Single(call => call.Legs.Count == 2);
            Assert.Equal(("2043", CallDirection.Inbound), (transferred.Callee.ToFullText(), transferred.Direction));
            Assert.Equal(4, Answered(run));
        }
    }

    [Fact]
    public void Seventeen_lines_of_a_carrier_are_calls_and_two_are_not()
    {
        foreach (var file in Files("fixed-width.txt"))
        {
            var run = Read(file, RecordFormat.Csv, null, FixedMap);
            Assert.Empty(run.Refused.Select(line => line.ToString()));
            Assert.Equal((17, 2), (run.Calls.Count, run.Tally.NotCalls));
        }
    }

    private static IReadOnlyList<string> Files(string name) => Corpus.Files("cdr", name);

    private static RecordRun Read(string file, RecordFormat format, string? zone, string? json = null)
    {
        ColumnMap? map = null;
        if (json is not null) Assert.True(ColumnMap.TryRead(Encoding.UTF8.GetBytes(json), format, out map, out var mistakes), string.Join("; ", mistakes));
        return RecordRun.Of(new RecordSource(format, "corpus") { Zone = zone, Map = map }, null, null, File.ReadAllBytes(file));
    }

    private static int Answered(RecordRun run) => run.Calls.Count(call => call.Disposition == CallDisposition.Answered);

    private static long TalkSeconds(ObservedCall call) => call is { AnsweredAt: { } answered, EndedAt: { } ended } ? (ended.Micros - answered.Micros) / 1_000_000 : 0;

    // The table has numbers as they were dialled, 8… and 8107…; a record has them in E.164.
    private static string Digits(string number) => number.Length > 7 ? number[^10..] : number;
}
