using System.Globalization;
using System.Text.Json.Nodes;
using Gudok.Testing;

namespace Gudok.Tests;

public sealed class SettingsTests
{
    private static readonly string _page = RepositoryFolder.PathOf("docs", "settings.md");

    [Fact]
    public void The_page_of_settings_says_what_the_code_says()
    {
        var page = SettingsPage.Write();
        if (Environment.GetEnvironmentVariable("GUDOK_WRITE_DOCS") == "1") File.WriteAllText(_page, page);
        Assert.Equal(page, File.ReadAllText(_page));
    }

    [Fact]
    public void Every_setting_has_its_name_on_the_page_once()
    {
        var page = File.ReadAllText(_page);
        foreach (var (name, _, _) in SettingsPage.Settings(new GudokSettings())) Assert.Single(page.Split('\n'), line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void The_sample_binds_and_passes_the_check()
    {
        using var folder = new TestFolder();
        File.Copy(RepositoryFolder.PathOf("docs", "gudok.sample.json"), Path.Combine(folder.Path, GudokSettings.FileName));
        var settings = GudokSettings.Read(folder.Path);
        Assert.Equal(2, settings.Numbers.OwnNumbers.Count);
        Assert.Equal(14, settings.Ledger.MessageDays);
        Assert.Equal(TimeSpan.FromHours(12), settings.Assembly.NoByeLimit);
        Assert.Equal("Asia/Almaty", settings.Portal.Zone);
        Assert.Equal("127.0.0.1:8081", settings.Http);
    }

    [Fact]
    public void Defaults_pass_the_check()
    {
        using var folder = new TestFolder();
        Assert.Equal(7, GudokSettings.Read(folder.Path).Ledger.MessageDays);
    }

    [Fact]
    public void A_name_that_is_no_setting_is_refused()
    {
        var fault = Refusal(new JsonObject { ["Ledger"] = new JsonObject { ["MessagesDays"] = 3 } });
        Assert.Contains("MessagesDays", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Every_number_and_time_out_of_range_is_named_at_once(int number)
    {
        var measures = Measures().ToList();
        var file = new JsonObject();
        foreach (var (section, name, type) in measures)
        {
            file[section] ??= new JsonObject();
            file[section]![name] = type == typeof(int) ? number.ToString(CultureInfo.InvariantCulture) : TimeSpan.FromDays(Math.Sign(number) * 1000).ToString();
        }

        var refusal = Refusal(file);
        Assert.True(measures.Count > 40);
        Assert.All(measures, one => Assert.Contains($"{one.Section}:{one.Name}: ", refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_range_holds_its_default()
    {
        Assert.All(SettingRanges.Of(new GudokSettings()), range => Assert.True(range.Holds, range.ToString()));
    }

    [Fact]
    public void Words_and_addresses_that_cannot_be_read_are_named_at_once()
    {
        var refusal = Refusal(JsonNode.Parse("""
            {
              "Numbers": { "Region": "XX", "OwnNumbers": ["nobody"] },
              "Assembly": { "TrunkHosts": ["192.0.2.1", "trunk.example"], "OpenLimit": "01:00:00" },
              "Hep": { "Endpoint": "nowhere" },
              "Portal": { "Zone": "Moon/Crater", "Language": "de" }
            }
            """)!.AsObject());
        string[] names = ["Numbers:Region", "Numbers:OwnNumbers:0", "Assembly:TrunkHosts:1", "Assembly:NoByeLimit", "Hep:Endpoint", "Portal:Zone", "Portal:Language"];
        Assert.All(names, name => Assert.Contains(name, refusal.Message, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Section, string Name, Type Type)> Measures() =>
        from setting in SettingsPage.Settings(new GudokSettings())
        where setting.Property.PropertyType == typeof(int) || setting.Property.PropertyType == typeof(TimeSpan)
        let parts = setting.Name.Split(':')
        select (parts[0], parts[1], setting.Property.PropertyType);

    private static SettingsException Refusal(JsonObject file)
    {
        using var folder = new TestFolder();
        File.WriteAllText(Path.Combine(folder.Path, GudokSettings.FileName), file.ToJsonString());
        return Assert.Throws<SettingsException>(() => GudokSettings.Read(folder.Path));
    }
}
