using System.Text;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

public sealed class TableTests
{
    private const string Map = """
        {
          // What the office's own table means.
          "delimiter": ";", "zone": "Europe/Moscow", "times": ["dd.MM.yyyy HH:mm:ss"],
          "columns": {
            "sessionId": "Номер записи", "caller": "Кто", "dialled": "Куда", "callee": "Кто ответил", "startedAt": "Начало",
            "ringTime": "Ожидание", "talkTime": "Разговор", "disposition": "Итог", "direction": "Вид", "operator": "Оператор", "kind": "Тип", "priority": "Срочность",
          },
          "dispositions": { "Отвечен": "answered", "Пропущен": "noAnswer", "Занято": "busy" },
          "directions": { "Входящий": "inbound" }
        }
        """;

    private const string Heading = "Номер записи;Кто;Куда;Кто ответил;Начало;Ожидание;Разговор;Итог;Вид;Оператор;Тип;Срочность;Лишнее";
    private const string Row = "15;8 (495) 123-00-01;88005553535;301;02.03.2026 12:00:00;0:07;1:02;отвечен;Входящий;ivanova;complaint;2;x";

    [Fact]
    public void A_row_becomes_a_call()
    {
        var call = Read(Map, Heading, Row).Only();
        Assert.Equal(("15", "office", "import:office"), (call.SessionId, call.FromTag, call.Source));
        Assert.Equal(("+74951230001", "+78005553535", "301"), (call.Caller.ToFullText(), call.Dialled.ToFullText(), call.Callee.ToFullText()));
        Assert.Equal("2026-03-02T09:00:00.000000Z", call.StartedAt.ToString());
        Assert.Equal((7, 62), ((call.AnsweredAt! - call.StartedAt).Value.TotalSeconds, (call.EndedAt! - call.AnsweredAt!).Value.TotalSeconds));
        Assert.Equal((CallDisposition.Answered, CallDirection.Inbound), (call.Disposition, call.Direction));
        Assert.Equal(("ivanova", "complaint", 2), (call.Tags.Operator, call.Tags.Kind, call.Tags.Priority));
    }

    [Theory]
    [InlineData("отвечен", "приятно", "disposition (Итог)")]
    [InlineData("Входящий", "Кривой", "direction (Вид)")]
    [InlineData("02.03.2026", "2026-03-02", "startedAt (Начало)")]
    [InlineData("1:02", "долго", "talkTime (Разговор)")]
    [InlineData("complaint", "шум", "kind (Тип)")]
    [InlineData(";2;x", ";0;x", "priority (Срочность)")]
    [InlineData("ivanova", "84951230001", "operator (Оператор)")]
    [InlineData("15;", ";", "sessionId (Номер записи)")]
    [InlineData(";x", "", "")]
    public void What_is_wrong_is_named_by_the_columns_own_name(string right, string wrong, string field)
    {
        var fault = Read(Map, Heading, Row.Replace(right, wrong, StringComparison.Ordinal)).OnlyFault();
        Assert.Equal(field, fault.Field);
        Assert.DoesNotContain("84951230001", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_heading_that_lacks_a_column_refuses_the_file()
    {
        var fault = Assert.Throws<RecordInputException>(() => Read(Map, Heading.Replace("Итог", "Чем кончилось", StringComparison.Ordinal), Row));
        Assert.Equal("GDK-3532", fault.Code);
        Assert.Contains("Итог", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_column_of_results_talk_tells()
    {
        const string map = """{"zone": "UTC", "columns": {"sessionId": 1, "dialled": 2, "startedAt": 3, "talkTime": 4}}""";
        var run = Read(map, "1,100,2026-03-02 09:00:00,12", "2,100,2026-03-02 09:05:00,0");
        Assert.Equal([CallDisposition.Answered, CallDisposition.NoAnswer], run.Calls.Select(call => call.Disposition));
    }

    [Fact]
    public void Columns_of_fixed_width_and_lines_of_other_kinds_are_read()
    {
        const string map = """
            {"zone": "UTC", "linesBeginningWith": "CDR", "times": ["yyyyMMddHHmmss"],
             "columns": {"sessionId": {"from": 4, "length": 5}, "startedAt": {"from": 9, "length": 14}, "caller": {"from": 23, "length": 11}, "dialled": {"from": 34, "length": 11}, "talkTime": {"from": 45, "length": 6}}}
            """;
        var run = Read(map, "HDR  of 2 calls", "CDR000012026030209000084951230001100        000062", "TRL00001");
        Assert.Equal("100", run.Only().Dialled.ToFullText());
        Assert.Equal(2, run.Tally.NotCalls);
    }

    [Fact]
    public void Rows_of_one_id_are_one_call_unless_the_map_says_otherwise()
    {
        const string map = """{"zone": "UTC", "columns": {"sessionId": 1, "dialled": 2, "startedAt": 3, "talkTime": 4}}""";
        var rows = new[] { "1,100,2026-03-02 09:00:00,12", "1,101,2026-03-02 09:00:20,30" };
        Assert.Equal(2, Read(map, rows).Only().Legs.Count);
        Assert.Equal(2, Read(map.Replace("{\"zone\"", "{\"joinRows\": false, \"zone\"", StringComparison.Ordinal), rows).Calls.Count);
    }

    [Fact]
    public void Rows_of_one_id_that_lie_a_day_apart_are_two_calls()
    {
        const string map = """{"zone": "UTC", "columns": {"sessionId": 1, "dialled": 2, "startedAt": 3, "talkTime": 4}}""";
        Assert.Equal(2, Read(map, "1,100,2026-03-02 09:00:00,12", "1,101,2026-03-04 09:00:20,30").Calls.Count);
    }

    [Fact]
    public void Call_id_and_tag_make_the_identity_of_the_wire()
    {
        const string map = """{"columns": {"sessionId": 1, "fromTag": 2, "dialled": 3, "startedAt": 4}}""";
        var call = Read(map, "c1@x,tag-a,100,2026-03-02T12:00:00+03:00").Only();
        Assert.Equal(("c1@x", "tag-a", "2026-03-02T09:00:00.000000Z"), (call.SessionId, call.FromTag, call.StartedAt.ToString()));
    }

    [Theory]
    [InlineData("{}", "sessionId")]
    [InlineData("[]", "schema")]
    [InlineData("{", "schema")]
    [InlineData("""{"colums": {}}""", "schema")]
    [InlineData("""{"columns": {"sessionId": 1, "startedAt": 2}}""", "callee or dialled")]
    [InlineData("""{"columns": {"sessionId": 1, "startedAt": 2, "dialled": 0}}""", "dialled")]
    [InlineData("""{"columns": {"sessionId": 1, "startedAt": 2, "dialled": 3, "phone": 4}}""", "phone is no field")]
    [InlineData("""{"columns": {"sessionId": 1, "startedAt": 2, "dialled": 3}, "zone": "Moon/Crater"}""", "zone")]
    [InlineData("""{"columns": {"sessionId": 1, "startedAt": 2, "dialled": 3}, "encoding": "utf-7"}""", "encoding")]
    [InlineData("""{"columns": {"sessionId": 1, "startedAt": 2, "dialled": 3}, "delimiter": ", "}""", "delimiter")]
    [InlineData("""{"columns": {"sessionId": 1, "startedAt": 2, "dialled": 3}, "times": ["%"]}""", "times")]
    [InlineData("""{"columns": {"sessionId": 1, "startedAt": 2, "dialled": 3}, "dispositions": {"OK": "fine"}}""", "dispositions")]
    [InlineData("""{"columns": {"sessionId": "a", "startedAt": 2, "dialled": 3}, "heading": false}""", "heading")]
    public void Every_mistake_in_a_map_is_named(string json, string word)
    {
        Assert.False(ColumnMap.TryRead(Encoding.UTF8.GetBytes(json), RecordFormat.Csv, out _, out var mistakes));
        Assert.Contains(mistakes, mistake => mistake.Contains(word, StringComparison.Ordinal));
    }

    private static RecordRun Read(string json, params string[] lines)
    {
        Assert.True(ColumnMap.TryRead(Encoding.UTF8.GetBytes(json), RecordFormat.Csv, out var map, out var mistakes), string.Join("; ", mistakes));
        return RecordRun.OfLines(new RecordSource(RecordFormat.Csv, "office") { Map = map }, lines);
    }
}
