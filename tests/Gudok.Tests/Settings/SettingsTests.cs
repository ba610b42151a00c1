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
        foreach (var (path, type) in measures)
        {
            var (section, name) = (file, path);
            for (var colon = name.IndexOf(':', StringComparison.Ordinal); colon >= 0; colon = name.IndexOf(':', StringComparison.Ordinal))
            {
                section[name[..colon]] ??= new JsonObject();
                (section, name) = (section[name[..colon]]!.AsObject(), name[(colon + 1)..]);
            }

            section[name] = type == typeof(int) ? number.ToString(CultureInfo.InvariantCulture) : TimeSpan.FromDays(Math.Sign(number) * 1000).ToString();
        }

        var refusal = Refusal(file);
        Assert.True(measures.Count > 40);
        Assert.All(measures, one => Assert.Contains($"{one.Name}: ", refusal.Message, StringComparison.Ordinal));
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
              "Portal": { "Zone": "Moon/Crater", "Language": "de", "ErasureListCopy": "/mnt/backup/" },
              "Backup": { "Place": "/mnt/backup" },
              "Retention": { "Classes": [
                { "Name": "one", "Purpose": "why", "Directions": [ "Inbound" ] },
                { "Name": "one", "Purpose": "", "MessageDays": 40, "RecordDays": 30, "Kinds": [ "enquiry", "gossip" ] },
                { "Name": "default", "Purpose": "why", "Dialled": [ "112", "8 800 what", "+74951234500..+7495123" ] },
                { "Name": " ", "Purpose": "why" } ] }
            }
            """)!.AsObject());
        string[] names = ["Numbers:Region", "Numbers:OwnNumbers:0", "Assembly:TrunkHosts:1", "Assembly:NoByeLimit", "Hep:Endpoint", "Portal:Zone", "Portal:Language", "Portal:ErasureListCopy",
            "Retention:Classes:1:Name", "Retention:Classes:1:Purpose", "Retention:Classes:1:MessageDays", "Retention:Classes:1:Kinds:1", "Retention:Classes:2:Name",
            "Retention:Classes:2:Dialled:1", "Retention:Classes:2:Dialled:2", "Retention:Classes:3:Name", "Retention:Classes:3:Dialled"];
        string[] right = ["Retention:Classes:0", "Retention:Classes:2:Dialled:0", "Retention:Classes:1:Kinds:0"];
        Assert.All(right, name => Assert.DoesNotContain(name, refusal.Message, StringComparison.Ordinal));
        Assert.All(names, name => Assert.Contains(name, refusal.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "Host=db;Database=v;Username=v", "Ledger:Postgres:Connection")]
    [InlineData("Host=db;Username=l", "Host=db;Database=v;Username=v", "Ledger:Postgres:Connection: lacks Database")]
    [InlineData("no=such;word", "Host=db;Database=v;Username=v", "Ledger:Postgres:Connection: a connection string")]
    [InlineData("Host=db;Database=l;Username=one", "Host=db;Database=v;Username=one", "another role")]
    [InlineData("Host=db;Database=one;Username=l", "Host=db;Database=one;Username=v", "another database")]
    public void Databases_on_a_server_are_named_each_its_own_and_whole(string ledger, string vault, string mistake)
    {
        var refusal = Refusal(new JsonObject
        {
            ["Storage"] = "postgres",
            ["Ledger"] = new JsonObject { ["Postgres"] = new JsonObject { ["Connection"] = ledger, ["Password"] = "secret word" } },
            ["Vault"] = new JsonObject { ["Postgres"] = new JsonObject { ["Connection"] = vault } },
        });
        Assert.Contains(mistake, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret word", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_without_a_password_a_user_or_a_safe_way_is_named()
    {
        var refusal = Refusal(JsonNode.Parse("""
            {
              "Feeds": {
                "Asterisk": [
                  { "Address": "127.0.0.1:5038", "User": "gudok", "Secret": "secret word" },
                  { "Address": "pbx.example:5039", "Tls": true, "Secret": "secret word", "SecretFile": "both" },
                  { "Address": "pbx.example:5038", "User": "two\r\nAction: Originate", "Secret": "x" } ],
                "FreeSwitch": [
                  { "Address": "[::1]:8021", "Secret": "secret word" },
                  { "Address": "192.0.2.7:8021", "Secret": "x", "AllowPlain": true },
                  { "Address": "nowhere", "ApplicationVariable": "", "Authorities": "some.pem" },
                  { "Address": "192.0.2.7:8021", "Secret": "x" } ]
              }
            }
            """)!.AsObject());
        string[] names = ["Asterisk:1:User", "Asterisk:1:Secret", "Asterisk:2:User", "Asterisk:2:Tls", "FreeSwitch:2:Address", "FreeSwitch:2:Secret", "FreeSwitch:2:ApplicationVariable", "FreeSwitch:2:Authorities", "FreeSwitch:3:Tls"];
        Assert.All(names, name => Assert.Contains($"Feeds:{name}: ", refusal.Message, StringComparison.Ordinal));
        string[] right = ["Asterisk:0", "FreeSwitch:0", "FreeSwitch:1", "secret word"];
        Assert.All(right, name => Assert.DoesNotContain(name, refusal.Message, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Name, Type Type)> Measures() =>
        from setting in SettingsPage.Settings(new GudokSettings())
        where setting.Property.PropertyType == typeof(int) || setting.Property.PropertyType == typeof(TimeSpan)
        select (setting.Name, setting.Property.PropertyType);

    private static SettingsException Refusal(JsonObject file)
    {
        using var folder = new TestFolder();
        File.WriteAllText(Path.Combine(folder.Path, GudokSettings.FileName), file.ToJsonString());
        return Assert.Throws<SettingsException>(() => GudokSettings.Read(folder.Path));
    }
}
