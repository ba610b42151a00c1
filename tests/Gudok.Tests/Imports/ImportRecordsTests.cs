using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Gudok.Calls;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary>Records of other systems through the command line.</summary>
public sealed class ImportRecordsTests
{
    private static readonly string[] Numbers = ["74951230001", "74951230002", "74951230003"];

    [Fact]
    public async Task Every_format_is_imported_and_a_second_time_adds_nothing()
    {
        foreach (var (source, sample) in ImportSamples.All)
        {
            using var installation = new TestInstallation();
            var arguments = Arguments(installation, source, sample);
            var first = Said(await installation.RunAsync(arguments));
            var calls = await installation.RunAsync("calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test");
            var again = Said(await installation.RunAsync(arguments));

            Assert.True(first.GetProperty("added").GetInt32() > 0, source.Format.ToString());
            Assert.Equal(first.GetProperty("calls").GetInt32(), first.GetProperty("added").GetInt32());
            Assert.Equal(first.GetProperty("added").GetInt32(), calls.Lines.Length);
            Assert.Equal((0, first.GetProperty("calls").GetInt32()), (again.GetProperty("added").GetInt32(), again.GetProperty("known").GetInt32()));
            Assert.Contains(calls.Lines, line => JsonDocument.Parse(line).RootElement.GetProperty("caller").GetProperty("text").GetString() == "+74951230001");
            Assert.Equal(0, (await installation.RunAsync("verify")).Code);
        }
    }

    [Fact]
    public async Task Calls_come_out_as_they_went_in()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", Write(installation, "Master.csv", ImportSamples.AsteriskCsv), "--zone", "Europe/Moscow");
        var run = await installation.RunAsync("calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test");
        var call = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).Single(one => one.GetProperty("disposition").GetString() == "answered");

        Assert.Equal(("1772442000.1", "import:asterisk"), (call.GetProperty("sessionId").GetString(), call.GetProperty("source").GetString()));
        Assert.Equal(("+74951230001", "302"), (Text(call, "caller"), Text(call, "callee")));
        Assert.Equal("2026-03-02T09:00:00.000000Z", call.GetProperty("startedAt").GetString());
        Assert.Equal((39_000, 2), (call.GetProperty("talkMs").GetInt64(), call.GetProperty("legs").GetArrayLength()));
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_writes_nothing()
    {
        using var installation = new TestInstallation();
        var file = Write(installation, "Master.csv", ImportSamples.AsteriskCsv);
        var before = Directory.GetFileSystemEntries(installation.Data);
        var forecast = Said(await installation.RunAsync("import", file, "--zone", "Europe/Moscow", "--json", "--dry-run"));
        Assert.Equal(before, Directory.GetFileSystemEntries(installation.Data));
        Assert.False(Directory.Exists(installation.Keys));
        Assert.Equal((3, 3, true), (forecast.GetProperty("calls").GetInt32(), forecast.GetProperty("added").GetInt32(), forecast.GetProperty("dryRun").GetBoolean()));

        await installation.RunAsync("import", TestInstallation.Recording);
        var calls = await installation.RunAsync("calls", "--limit", "0", "--format", "jsonl");
        var run = await installation.RunAsync("import", file, TestInstallation.Recording, "--zone", "Europe/Moscow", "--dry-run");
        Assert.Contains("3 would be added, 0 known", run.Output, StringComparison.Ordinal);
        Assert.Contains("0 would be added", run.Output, StringComparison.Ordinal);
        Assert.Equal(calls.Output, (await installation.RunAsync("calls", "--limit", "0", "--format", "jsonl")).Output);
    }

    [Fact]
    public async Task Refused_lines_are_mended_and_imported_again()
    {
        foreach (var (source, sample) in ImportSamples.All.Where(one => one.Source.Format is not (RecordFormat.FreeSwitchXml or RecordFormat.AsteriskCel)))
        {
            using var installation = new TestInstallation();
            var (wrong, mended) = Spoil(source.Format, sample);
            var refused = installation.PathOf("mend.txt");
            var run = await installation.RunAsync([.. Arguments(installation, source, wrong), "--refused", refused]);
            var said = JsonDocument.Parse(run.Output).RootElement;
            Assert.Equal(1, run.Code);
            Assert.Equal(said.GetProperty("refused").GetInt32(), said.GetProperty("refusedLines").GetArrayLength());
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(refused));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(refused + ".reasons.txt"));
            Assert.NotEmpty(new NumberSweep(Numbers).FindIn(await File.ReadAllTextAsync(refused)));
            Assert.Empty(new NumberSweep(Numbers).FindIn(await File.ReadAllTextAsync(refused + ".reasons.txt")));

            var lines = await File.ReadAllTextAsync(refused);
            var again = Said(await installation.RunAsync(Arguments(installation, source, lines.Replace(mended.Wrong, mended.Right, StringComparison.Ordinal))));
            var whole = Said(await installation.RunAsync(Arguments(installation, source, sample)));
            Assert.True(again.GetProperty("added").GetInt32() > 0, source.Format.ToString());
            Assert.Equal(0, whole.GetProperty("added").GetInt32());
        }
    }

    [Fact]
    public async Task No_number_of_a_refused_line_is_said_or_kept()
    {
        var sweep = new NumberSweep(Numbers);
        foreach (var (source, sample) in ImportSamples.All)
        {
            using var installation = new TestInstallation();
            var (wrong, _) = Spoil(source.Format, sample);
            foreach (var more in new string[][] { ["--dry-run"], [] })
            {
                var run = await installation.RunAsync([.. Arguments(installation, source, wrong), .. more]);
                var text = await installation.RunAsync([.. Arguments(installation, source, wrong).Where(argument => argument != "--json"), .. more]);
                Assert.Equal(1, run.Code);
                Assert.Empty(sweep.FindIn(run.Output + run.Error + text.Output + text.Error));
                Assert.Empty(sweep.FindInFolder(installation.Data));
            }
        }
    }

    [Fact]
    public async Task Refused_lines_never_go_into_the_data_folder_or_over_another_file()
    {
        using var installation = new TestInstallation();
        var file = Write(installation, "Master.csv", ImportSamples.AsteriskCsv);
        var there = Write(installation, "there.csv", "mine");
        foreach (var path in new[] { Path.Combine(installation.Data, "x.csv"), Path.Combine(installation.Data, "..", "data", "log", "x.csv"), there })
        {
            var run = await installation.RunAsync("import", file, "--zone", "UTC", "--refused", path);
            Assert.Equal(2, run.Code);
            Assert.Contains("--refused", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal("mine", await File.ReadAllTextAsync(there));
    }

    [Fact]
    public async Task Where_nothing_is_refused_no_file_is_made()
    {
        using var installation = new TestInstallation();
        var run = await installation.RunAsync("import", Write(installation, "m.csv", ImportSamples.AsteriskCsv), "--zone", "Europe/Moscow", "--refused", installation.PathOf("r.csv"));
        Assert.Equal(0, run.Code);
        Assert.False(File.Exists(installation.PathOf("r.csv")));
    }

    [Fact]
    public async Task A_folder_with_captures_and_packed_records_is_imported_at_once()
    {
        using var installation = new TestInstallation();
        var folder = Directory.CreateDirectory(installation.PathOf("in")).FullName;
        File.Copy(TestInstallation.Recording, Path.Combine(folder, "trace.pcap"));
        await File.WriteAllTextAsync(Path.Combine(folder, "readme.txt"), "nothing to import");
        await File.WriteAllTextAsync(Path.Combine(folder, "cdr_Cluster_02_202603021200_1"), ImportSamples.Cucm);
        await using (var packed = new GZipStream(File.Create(Path.Combine(folder, "Master.csv.gz")), CompressionMode.Compress))
            await packed.WriteAsync(Encoding.UTF8.GetBytes(ImportSamples.AsteriskCsv));
        var said = Said(await installation.RunAsync("import", folder, "--zone", "Europe/Moscow", "--json"));

        Assert.Equal((3, 0), (said.GetProperty("files").GetInt32(), said.GetProperty("refused").GetInt32()));
        Assert.True(said.GetProperty("sipMessages").GetInt32() > 100);
        Assert.Equal(8, said.GetProperty("lines").GetInt32());
    }

    [Fact]
    public async Task A_damaged_packed_file_is_refused_and_what_stands_before_is_kept()
    {
        using var installation = new TestInstallation();
        var file = installation.PathOf("Master.csv.gz");
        await using (var packed = new GZipStream(File.Create(file), CompressionMode.Compress))
            await packed.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(ImportSamples.AsteriskCsv, 400))));
        await using (var stream = File.OpenWrite(file)) stream.SetLength(stream.Length - 200);
        var run = await installation.RunAsync("import", file, "--zone", "Europe/Moscow");
        Assert.Equal(1, run.Code);
        Assert.Contains("Master.csv.gz", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_of_the_wire_and_of_its_proxys_accounting_is_one_record()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var run = await installation.RunAsync("calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test");
        var call = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).First(one => one.GetProperty("disposition").GetString() == "answered");
        var leg = call.GetProperty("legs")[0];
        var answered = call.GetProperty("answeredAt").GetDateTimeOffset().ToUnixTimeSeconds();
        var invite = $"INVITE|{leg.GetProperty("fromTag").GetString()}|x|{leg.GetProperty("callId").GetString()}|200|OK|{answered}|84951230001|301\n";
        var said = Said(await installation.RunAsync(
            "import", Write(installation, "acc.log", invite), "--format", "acc", "--map", Write(installation, "map.json", ImportSamples.AccMap), "--json"));
        Assert.Equal((1, 0, 1), (said.GetProperty("calls").GetInt32(), said.GetProperty("added").GetInt32(), said.GetProperty("known").GetInt32()));
    }

    [Fact]
    public async Task Accounting_that_goes_over_two_imports_is_one_record_with_its_end()
    {
        using var installation = new TestInstallation();
        var map = Write(installation, "map.json", ImportSamples.AccMap);
        var lines = ImportSamples.Acc.Split('\n');
        var first = Said(await installation.RunAsync("import", Write(installation, "a.log", lines[0] + "\n"), "--format", "acc", "--map", map, "--json"));
        var second = Said(await installation.RunAsync("import", Write(installation, "b.log", lines[2] + "\n"), "--format", "acc", "--map", map, "--json"));
        Assert.Equal((1, 1), (first.GetProperty("open").GetInt32(), second.GetProperty("corrected").GetInt32()));
        var calls = await installation.RunAsync("calls", "--limit", "0", "--format", "jsonl");
        Assert.Equal(63_000, JsonDocument.Parse(Assert.Single(calls.Lines)).RootElement.GetProperty("talkMs").GetInt64());
    }

    [Fact]
    public async Task Records_are_imported_while_another_owns_the_folder_and_refused_lines_come_back()
    {
        using var installation = new TestInstallation();
        await using var owner = await DataFolder.OpenAsync(installation.Data, TimeProvider.System, TestContext.Current.CancellationToken);
        var (wrong, _) = Spoil(RecordFormat.AsteriskCsv, ImportSamples.AsteriskCsv);
        var file = Write(installation, "m.csv", wrong);
        var forecast = await installation.RunAsync("import", file, "--zone", "Europe/Moscow", "--json", "--dry-run");
        var run = await installation.RunAsync("import", file, "--zone", "Europe/Moscow", "--json", "--refused", installation.PathOf("mend.csv"));
        Assert.Equal(2, JsonDocument.Parse(forecast.Output).RootElement.GetProperty("added").GetInt32());
        Assert.Equal(2, JsonDocument.Parse(run.Output).RootElement.GetProperty("added").GetInt32());
        Assert.Single(await File.ReadAllLinesAsync(installation.PathOf("mend.csv")));
    }

    [Fact]
    public async Task Sources_with_equal_ids_stay_apart_by_their_names()
    {
        using var installation = new TestInstallation();
        var file = Write(installation, "m.csv", ImportSamples.AsteriskCsv);
        await installation.RunAsync("import", file, "--zone", "Europe/Moscow", "--source", "north");
        var said = Said(await installation.RunAsync("import", file, "--zone", "Europe/Moscow", "--source", "south", "--json"));
        Assert.Equal(3, said.GetProperty("added").GetInt32());
    }

    [Fact]
    public async Task Zones_of_the_settings_serve_where_none_is_said()
    {
        using var installation = new TestInstallation();
        var file = Write(installation, "m.csv", ImportSamples.AsteriskCsv);
        Assert.Contains("GDK-3530", (await installation.RunAsync("import", file)).Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            Path.Combine(installation.Data, "gudok.json"),
            $$"""{ "Keys": { "Folder": "{{installation.Keys}}" }, "Import": { "Zone": "Asia/Omsk", "Zones": { "north": "Europe/Moscow" } } }""");
        Assert.Contains("GDK-3533", (await installation.RunAsync("import", file)).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await installation.RunAsync("import", file, "--source", "north")).Code);
    }

    [Theory]
    [InlineData("--format", "word")]
    [InlineData("--source", "a b")]
    [InlineData("--source", "office-84951230001")]
    [InlineData("--encoding", "klingon")]
    public async Task A_wrong_option_is_usage_and_says_what_there_is(string option, string value)
    {
        using var installation = new TestInstallation();
        var run = await installation.RunAsync("import", TestInstallation.Recording, option, value);
        Assert.Equal(2, run.Code);
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_map_names_all_its_mistakes()
    {
        using var installation = new TestInstallation();
        var map = Write(installation, "map.json", """{"zone": "Moon/Crater", "columns": {"phone": 1}}""");
        var run = await installation.RunAsync("import", Write(installation, "t.csv", ImportSamples.Csv), "--map", map);
        Assert.Equal(1, run.Code);
        Assert.All(["GDK-3531", "zone", "phone", "sessionId"], word => Assert.Contains(word, run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_that_nobody_described_is_asked_for_its_map()
    {
        using var installation = new TestInstallation();
        var run = await installation.RunAsync("import", Write(installation, "t.csv", ImportSamples.Csv));
        Assert.Equal(1, run.Code);
        Assert.Contains("--map", run.Error, StringComparison.Ordinal);
        Assert.Contains("GDK-3531", (await installation.RunAsync("import", installation.PathOf("t.csv"), "--format", "csv")).Error, StringComparison.Ordinal);
    }

    private static string[] Arguments(TestInstallation installation, RecordSource source, string content)
    {
        var arguments = new List<string>
        {
            "import", Write(installation, "input.txt", content), "--format", RecordFormats.NameOf(source.Format), "--zone", source.Zone!, "--json",
        };
        var map = source.Format switch { RecordFormat.Acc => ImportSamples.AccMap, RecordFormat.Csv => ImportSamples.CsvMap, _ => null };
        if (map is not null) arguments.AddRange(["--map", Write(installation, "map.json", map)]);
        return [.. arguments];
    }

    /// <summary>Spoils a time of the second call, and says how to mend it.</summary>
    private static (string Text, (string Wrong, string Right) Mend) Spoil(RecordFormat format, string sample)
    {
        var (right, wrong) = format switch
        {
            RecordFormat.AsteriskCsv or RecordFormat.FreeSwitchCsv => ("2026-03-02 12:10:00", "2026-03-02 32:10:00"),
            RecordFormat.AsteriskCel => ("1772442007.500000", "177x"),
            RecordFormat.FreeSwitchXml => ("1772442000123456", "177x"),
            RecordFormat.Cucm or RecordFormat.Acc => ("1772442602", "177x"),
            RecordFormat.Csv => ("02.03.2026 12:10:00", "02.03.2026 32:10:00"),
            RecordFormat.Ndjson => ("2026-03-02T12:10:00+03:00", "2026-03-02T32:10:00+03:00"),
        };
        Assert.Contains(right, sample, StringComparison.Ordinal);
        return (sample.Replace(right, wrong, StringComparison.Ordinal), (wrong, right));
    }

    private static JsonElement Said(CommandRun run)
    {
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.Code);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static string? Text(JsonElement call, string party) => call.GetProperty(party).GetProperty("text").GetString();

    private static string Write(TestInstallation installation, string name, string content)
    {
        var path = installation.PathOf(name);
        File.WriteAllText(path, content);
        return path;
    }
}
