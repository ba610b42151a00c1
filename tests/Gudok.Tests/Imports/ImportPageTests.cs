using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gudok.Calls;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary><c>docs/import.md</c> says what the readers do: every column that they read, every fault, every field of a map.</summary>
public sealed partial class ImportPageTests
{
    private static readonly string _page = File.ReadAllText(RepositoryFolder.PathOf("docs", "import.md"));

    [Fact]
    public void Every_format_has_its_section() => Assert.All(RecordFormats.Names, name => Assert.Contains($"\n## {name}\n", _page, StringComparison.Ordinal));

    [Theory]
    [InlineData("asterisk-csv", "Asterisk/AsteriskCsvReader.cs")]
    [InlineData("asterisk-cel", "Asterisk/AsteriskCelReader.cs")]
    [InlineData("freeswitch-csv", "FreeSwitch/FreeSwitchCsvReader.cs")]
    [InlineData("freeswitch-xml", "FreeSwitch/FreeSwitchXmlReader.cs")]
    [InlineData("cucm", "Cisco/CucmReader.cs")]
    [InlineData("acc", "Accounting/AccReader.cs")]
    public void Every_column_that_is_read_stands_in_its_section(string format, string reader)
    {
        var source = File.ReadAllText(RepositoryFolder.PathOf(["src", "Gudok.Calls", "Imports", .. reader.Split('/')]));
        var read = Reads().Matches(source).SelectMany(match => Names().Matches(match.Value)).Select(name => name.Value.Trim('"'))
            .Where(name => name is not ("0" or "outbound")).Distinct().ToList();
        Assert.True(read.Count >= 5, string.Join(' ', read));
        var section = Section(format);
        Assert.DoesNotContain(read, name => !Mentions(section, name));
    }

    [Fact]
    public void A_column_that_is_not_on_the_page_is_missed() => Assert.False(Mentions(Section("cucm"), "pkid"));

    [Fact]
    public void Every_fault_of_a_line_or_a_file_is_in_the_table()
    {
        var codes = typeof(CallsFaults).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        Assert.All(codes, code => Assert.Contains($"\n| {code} |", _page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_field_of_a_map_stands_on_the_page_and_in_the_schema()
    {
        Assert.All(TableColumns.All, field => Assert.Contains($"\n| `{field.Key}` | {field.Value} |\n", _page, StringComparison.Ordinal));
        var schema = JsonNode.Parse(File.ReadAllText(RepositoryFolder.PathOf("schemas", "import-map.v1.schema.json")))!;
        Assert.Equal(
            TableColumns.All.Keys.Order(StringComparer.Ordinal),
            schema["properties"]!["columns"]!["properties"]!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal(Word.All<CallDisposition>(), Words(schema, "dispositions"));
        Assert.Equal(Word.All<CallDirection>(), Words(schema, "directions"));
    }

    [Fact]
    public void Every_map_on_the_page_is_read()
    {
        var maps = Json().Matches(_page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(3, maps.Count);
        foreach (var map in maps)
        {
            var format = map.Contains("sessionId", StringComparison.Ordinal) ? RecordFormat.Csv : RecordFormat.Acc;
            Assert.True(ColumnMap.TryRead(Encoding.UTF8.GetBytes(map), format, out _, out var mistakes), string.Join("; ", mistakes));
        }
    }

    private static IEnumerable<string> Words(JsonNode schema, string member) =>
        schema["properties"]![member]!["additionalProperties"]!["enum"]!.AsArray().Select(word => word!.GetValue<string>());

    private static string Section(string format)
    {
        var start = _page.IndexOf($"\n## {format}\n", StringComparison.Ordinal);
        var end = _page.IndexOf("\n## ", start + 4, StringComparison.Ordinal);
        return end < 0 ? _page[start..] : _page[start..end];
    }

    // CUCM reads both sides of a leg by the ends of their names.
    private static bool Mentions(string section, string name) => section.Contains($"`{name}`", StringComparison.Ordinal)
        || (name is "orig" or "dest" or "Ipv4v6Addr" or "IpAddr" && section.Contains(name, StringComparison.Ordinal));

    [GeneratedRegex(@"(?:\b_?[Ff]ields\.\w+|\bdocument|\bGetValueOrDefault|\bEpoch|\bCause|\bTrunkOf|\bEndpoint|\bFirst|\bOf)[(\[][^;{]*?[)\]]", RegexOptions.None, 1000)]
    private static partial Regex Reads();

    [GeneratedRegex(@"""[A-Za-z_0-9]{2,}""", RegexOptions.None, 1000)]
    private static partial Regex Names();

    [GeneratedRegex(@"```json\n(.*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex Json();
}
