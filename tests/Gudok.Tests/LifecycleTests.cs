using System.Text.Json;

namespace Gudok.Tests;

/// <summary>The life of a record after it was written, by commands.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public async Task An_amended_call_is_found_by_what_was_said_of_it()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var id = await FirstAsync(installation, "id");
        Assert.Equal(0, (await installation.RunAsync("amend", id, "--kind", "complaint", "--topic", "Дороги", "--version-seen", "0")).Code);
        Assert.Equal(1, (await installation.RunAsync("amend", id, "--topic", "Мосты", "--version-seen", "0")).Code);
        Assert.Equal(1, (await installation.RunAsync("amend", id, "--handling", "lost")).Code);
        var found = await installation.RunAsync("calls", "--kind", "complaint", "--topic", "дороги", "--format", "jsonl");
        Assert.Equal(id, JsonDocument.Parse(Assert.Single(found.Lines)).RootElement.GetProperty("id").GetString());
        Assert.Equal(0, (await installation.RunAsync("verify")).Code);
    }

    [Fact]
    public async Task An_erasure_leaves_an_act_and_no_number_in_it()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var number = await FirstNumberAsync(installation);
        var list = installation.PathOf("numbers.txt");
        await File.WriteAllTextAsync(list, number + "\n");
        var run = await installation.RunAsync("erase", "--file", list, "--reason", "consent withdrawn", "--request-id", "R-15", "--yes");

        Assert.Equal(0, run.Code);
        Assert.DoesNotContain(number[1..], run.Output + run.Error, StringComparison.Ordinal);
        var acts = Directory.GetFiles(Path.Combine(installation.Data, "acts"));
        Assert.Contains(acts, path => path.EndsWith(".html", StringComparison.Ordinal));
        foreach (var path in acts) Assert.DoesNotContain(number[1..], await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.Contains("R-15", await File.ReadAllTextAsync(acts.Single(path => path.EndsWith(".csv", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.Empty((await installation.RunAsync("calls", "--number", number, "--format", "jsonl")).Lines);
        Assert.Equal(0, (await installation.RunAsync("verify")).Code);
    }

    [Fact]
    public async Task A_held_call_keeps_its_parties_from_erasure_until_it_is_released()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var number = await FirstNumberAsync(installation);
        var found = await installation.RunAsync("calls", "--number", number, "--format", "jsonl", "--limit", "1");
        var id = JsonDocument.Parse(found.Lines[0]).RootElement.GetProperty("id").GetString()!;
        var hold = await installation.RunAsync("hold", "add", "--call", id, "--reason", "case 15");
        var list = installation.PathOf("numbers.txt");
        await File.WriteAllTextAsync(list, number + "\n");

        var refused = await installation.RunAsync("erase", "--file", list, "--reason", "asked", "--yes");
        Assert.Equal(1, refused.Code);
        Assert.Contains("GDK-4009", refused.Error, StringComparison.Ordinal);
        Assert.Contains("case 15", refused.Error, StringComparison.Ordinal);
        var shown = await installation.RunAsync("calls", "--number", number, "--format", "jsonl", "--limit", "1");
        Assert.True(JsonDocument.Parse(shown.Lines[0]).RootElement.GetProperty("held").GetBoolean());
        var holdId = hold.Output.Split(' ')[0];
        Assert.Equal(0, (await installation.RunAsync("hold", "release", holdId)).Code);
        var again = await installation.RunAsync("hold", "release", holdId);
        Assert.Equal(1, again.Code);
        Assert.Matches($"^gudok: hold {holdId} is over already: [^ ]+ released it at [^ ]+\n$", again.Error);
        var never = Guid.Empty.ToString();
        Assert.Equal($"gudok: there is no hold {never}; gudok hold list shows all of them\n", (await installation.RunAsync("hold", "release", never)).Error);
        var erased = await installation.RunAsync("erase", "--file", list, "--reason", "asked by 8 916 123-45-67 on 15.03.2026", "--yes");
        Assert.Equal(0, erased.Code);
        Assert.Contains("gudok: digits that may be a telephone number were blotted out", erased.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_behind_an_empty_line_of_a_file_are_erased_too()
    {
        using var installation = new TestInstallation { Input = "+79990000000\n\n+79990000001\n" };
        await installation.RunAsync("import", TestInstallation.Recording);
        var run = await installation.RunAsync("erase", "--reason", "asked", "--yes");
        Assert.StartsWith("0 of 2 erased.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parties_who_go_with_their_last_call_are_in_the_copy_of_the_erasure_list()
    {
        using var installation = new TestInstallation();
        await File.WriteAllTextAsync(Path.Combine(installation.Data, GudokSettings.FileName), $$"""
            { "Keys": { "Folder": "{{installation.Keys}}" }, "Ledger": { "RecordDays": 30 }, "Portal": { "ErasureListCopy": "{{installation.PathOf("copies")}}" } }
            """);
        var file = installation.PathOf("calls.jsonl");
        await File.WriteAllTextAsync(file, """{"sessionId":"1","caller":"+74951230001","callee":"+74951230002","startedAt":"2024-03-02T09:00:00Z","endedAt":"2024-03-02T09:00:09Z","disposition":"busy"}""");
        await installation.RunAsync("import", file);
        await installation.RunAsync("retention", "run");
        var list = await File.ReadAllBytesAsync(Path.Combine(installation.Data, "erased.list"));
        Assert.NotEmpty(list);
        Assert.Equal(list, File.ReadAllBytes(Path.Combine(installation.PathOf("copies"), "erased.list")));
    }

    [Fact]
    public async Task Numbers_to_erase_are_not_taken_without_a_yes_when_nobody_can_be_asked()
    {
        using var installation = new TestInstallation();
        var run = await installation.RunAsync("erase", "--reason", "asked");
        Assert.Equal(2, run.Code);
        Assert.Contains("--yes", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_tells_what_would_go_and_then_drops_it()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var plan = await installation.RunAsync("retention");
        Assert.StartsWith("Class default: calls of the contact centre", plan.Output, StringComparison.Ordinal);
        Assert.All(plan.Lines[1..], line => Assert.Contains("go on 20", line, StringComparison.Ordinal));
        var run = await installation.RunAsync("retention", "run");
        Assert.Equal(0, run.Code);
        Assert.Contains("days dropped", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_of_a_class_go_after_its_own_term_and_the_others_of_the_day_stay_and_verify()
    {
        using var installation = new TestInstallation();
        await File.WriteAllTextAsync(Path.Combine(installation.Data, GudokSettings.FileName), $$"""
            { "Keys": { "Folder": "{{installation.Keys}}" },
              "Ledger": { "RecordDays": 36500 },
              "Retention": { "Classes": [
                { "Name": "complaints", "Purpose": "complaints until they are answered", "RecordDays": 30, "Kinds": [ "complaint" ] },
                { "Name": "emergency", "Purpose": "calls to 112", "RecordDays": 36500, "Services": [ "112" ], "Kinds": [ "enquiry", "complaint" ] } ] } }
            """);
        var file = installation.PathOf("calls.jsonl");
        await File.WriteAllLinesAsync(file, new[] { "complaint", "complaint", "enquiry", "notification" }.Select((kind, at) =>
            $$"""{"sessionId":"{{at}}","caller":"+74951230001","callee":"+74951230002","startedAt":"2024-03-02T09:00:00Z","endedAt":"2024-03-02T09:00:09Z","disposition":"busy","service":"112","kind":"{{kind}}"}"""));
        Assert.Equal(0, (await installation.RunAsync("import", file)).Code);
        Assert.Equal([1, 2, 1], await RecordsAsync(installation));
        var run = await installation.RunAsync("retention", "run");
        Assert.Contains("2024-03-02, class complaints: 2 records dropped, 0 of them kept under legal hold", run.Output, StringComparison.Ordinal);
        Assert.Equal([1, 0, 1], await RecordsAsync(installation));
        Assert.Equal(0, (await installation.RunAsync("verify")).Code);
        var again = JsonDocument.Parse((await installation.RunAsync("import", "--json", file)).Output).RootElement;
        Assert.Equal((0, 4), (again.GetProperty("added").GetInt32(), again.GetProperty("known").GetInt32()));
    }

    [Fact]
    public async Task Retention_that_had_to_leave_what_is_damaged_says_so_and_fails()
    {
        using var installation = new TestInstallation();
        var file = installation.PathOf("calls.jsonl");
        await File.WriteAllLinesAsync(file, new[] { "02", "03" }.Select(day =>
            $$"""{"sessionId":"{{day}}","caller":"+74951230001","callee":"+74951230002","startedAt":"2014-03-{{day}}T09:00:00Z","endedAt":"2014-03-{{day}}T09:00:09Z","disposition":"busy"}"""));
        Assert.Equal(0, (await installation.RunAsync("import", file)).Code);
        var segment = Path.Combine(installation.Data, "ledger", "2014-03-02", "000.db");
        var octets = await File.ReadAllBytesAsync(segment);
        octets.AsSpan(4096).Fill(0xff);
        await File.WriteAllBytesAsync(segment, octets);
        var run = await installation.RunAsync("retention", "run");
        Assert.Equal(1, run.Code);
        Assert.Contains("2014-03-03, class default: 1 records dropped", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("gudok: GDK-4014: what class default has of 2014-03-02 is due, ", run.Error, StringComparison.Ordinal);
    }

    // Of each class.
    private static async Task<IEnumerable<long>> RecordsAsync(TestInstallation installation) =>
        JsonDocument.Parse((await installation.RunAsync("retention", "--json")).Output).RootElement.GetProperty("classes").EnumerateArray()
            .Select(one => one.GetProperty("records").GetInt64()).ToArray();

    private static async Task<string> FirstNumberAsync(TestInstallation installation)
    {
        var all = await installation.RunAsync("calls", "--format", "jsonl", "--limit", "0", "--reveal", "--reason", "test");
        return all.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("caller").GetProperty("text").GetString()!).First(text => text.StartsWith('+'));
    }

    private static async Task<string> FirstAsync(TestInstallation installation, string member)
    {
        var run = await installation.RunAsync("calls", "--format", "jsonl", "--limit", "1");
        return JsonDocument.Parse(run.Lines[0]).RootElement.GetProperty(member).GetString()!;
    }
}
