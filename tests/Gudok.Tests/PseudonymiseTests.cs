using System.Globalization;
using System.Text;
using System.Text.Json;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary><c>gudok pseudonymise</c> on the recording that ships.</summary>
public sealed class PseudonymiseTests
{
    [Fact]
    public async Task Nothing_of_the_source_is_found_in_the_copy_in_any_form()
    {
        using var installation = new TestInstallation();
        var copy = await CopyAsync(installation, "copy");
        var source = await RevealedAsync(installation, installation.Data);
        var shown = await RevealedAsync(installation, copy);

        var numbers = TextsIn(source).Where(text => text.Length >= 7 && text.All(char.IsAsciiDigit)).ToArray();
        Assert.NotEmpty(numbers);
        var sweep = new NumberSweep(numbers);
        Assert.Empty(sweep.FindInFolder(copy));
        Assert.Empty(sweep.FindIn(string.Join('\n', shown)));

        var texts = TextsIn(source).Concat(IdentifiersIn(source)).Where(text => text.Length >= 5).Distinct().ToArray();
        Assert.True(texts.Length > numbers.Length);
        var octets = Directory.GetFiles(copy, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).Append(Encoding.UTF8.GetBytes(string.Join('\n', shown))).ToArray();
        foreach (var text in texts)
        {
            Assert.DoesNotContain(octets, file => file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
            Assert.DoesNotContain(octets, file => file.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0);
        }

        Assert.Empty(TextsIn(source).Intersect(TextsIn(shown)));
        Assert.Empty(IdentifiersIn(source).Intersect(IdentifiersIn(shown)));
    }

    [Fact]
    public async Task Same_person_is_the_same_invented_person_everywhere_and_no_two_become_one()
    {
        using var installation = new TestInstallation();
        var copy = await CopyAsync(installation, "copy");
        var before = await RevealedAsync(installation, installation.Data);
        var after = await RevealedAsync(installation, copy);
        Assert.Equal(before.Length, after.Length);

        // Newest first in both: the shift keeps the order, but of calls that start at one microsecond.
        var forth = new Dictionary<string, string>();
        var back = new Dictionary<string, string>();
        foreach (var (left, right) in Ordered(before).Zip(Ordered(after)))
        {
            foreach (var role in new[] { "caller", "callee", "dialled" })
            {
                var (was, became) = (PartyOf(left, role), PartyOf(right, role));
                if (was is null)
                {
                    Assert.Null(became);
                    continue;
                }

                Assert.Equal(became, forth.TryAdd(was, became!) ? became : forth[was]);
                Assert.Equal(was, back.TryAdd(became!, was) ? was : back[became!]);
            }
        }

        Assert.True(forth.Count > 3);
    }

    [Fact]
    public async Task Invented_numbers_are_of_the_same_region_type_and_length_and_assigned_by_their_plan()
    {
        using var installation = new TestInstallation();
        var copy = await CopyAsync(installation, "copy");
        var before = await RevealedAsync(installation, installation.Data);
        var after = await RevealedAsync(installation, copy);
        var pairs = Ordered(before).Zip(Ordered(after)).SelectMany(pair => new[] { "caller", "callee", "dialled" }
            .Select(role => (Was: PartyOf(pair.First, role), Became: PartyOf(pair.Second, role)))).Where(pair => pair.Was?.StartsWith('+') == true).ToList();
        Assert.NotEmpty(pairs);
        foreach (var (was, became) in pairs)
        {
            var (left, right) = (NumberingPlan.Default.Parse(was, "RU"), NumberingPlan.Default.Parse(became, "RU"));
            Assert.True(right.IsValid);
            Assert.Equal((left.Region, left.Type, left.E164.Length), (right.Region, right.Type, right.E164.Length));
        }
    }

    [Fact]
    public async Task Copy_verifies_and_counts_by_hour_direction_and_disposition_are_those_of_the_source()
    {
        using var installation = new TestInstallation();
        var copy = await CopyAsync(installation, "copy");
        Assert.Equal(0, (await installation.RunOnAsync(copy, "verify")).Code);
        var before = Ordered(await RevealedAsync(installation, installation.Data));
        var after = Ordered(await RevealedAsync(installation, copy));
        Assert.Equal(before.Select(Facts), after.Select(Facts));
        var shifts = before.Zip(after).Select(pair => Start(pair.First) - Start(pair.Second)).Distinct().ToList();
        var shift = Assert.Single(shifts);
        Assert.True(shift > TimeSpan.Zero && shift.Ticks % TimeSpan.FromDays(7).Ticks == 0);
        Assert.Equal(await RollupsAsync(installation.Data, TimeSpan.Zero), await RollupsAsync(copy, shift));

        static string Facts(JsonElement call) => string.Join(' ', new[] { "direction", "disposition", "talkMs", "setupMs", "sipStatus", "endedBy" }
            .Select(name => call.TryGetProperty(name, out var value) ? value.ToString() : "-"));
    }

    [Fact]
    public async Task Two_copies_differ_in_every_invented_thing_and_hold_no_keys_of_the_source()
    {
        using var installation = new TestInstallation();
        var first = await CopyAsync(installation, "first");
        var second = await CopyAsync(installation, "second");
        var (left, right) = (await RevealedAsync(installation, first), await RevealedAsync(installation, second));
        Assert.Empty(IdentifiersIn(left).Intersect(IdentifiersIn(right)));
        Assert.NotEqual(TextsIn(left), TextsIn(right));
        var root = (await File.ReadAllTextAsync(Directory.GetFiles(installation.Keys, "*.key")[0], TestContext.Current.CancellationToken)).Trim();
        Assert.NotEqual(root, (await File.ReadAllTextAsync(Path.Combine(first, "demo.key"), TestContext.Current.CancellationToken)).Trim());
        Assert.DoesNotContain(Directory.GetFiles(first, "*", SearchOption.AllDirectories), file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(root)) >= 0);
    }

    [Fact]
    public async Task A_folder_that_is_in_use_is_refused_and_left_as_it_is()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var run = await installation.RunAsync("pseudonymise", "--out", installation.Data);
        Assert.Equal(1, run.Code);
        Assert.Contains("GDK-9010", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await installation.RunAsync("verify")).Code);
    }

    [Fact]
    public async Task It_says_why_a_copy_has_no_ladders_and_keeps_no_message()
    {
        using var installation = new TestInstallation();
        await installation.RunAsync("import", TestInstallation.Recording);
        var run = await installation.RunAsync("pseudonymise", "--out", installation.PathOf("copy"));
        Assert.Equal((0, 2), (run.Code, run.Lines.Length));
        Assert.Contains("No call in it shows a ladder: SIP messages are left out, as ", run.Lines[1], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(installation.PathOf("copy"), "messages.db", SearchOption.AllDirectories));
    }

    private static async Task<string> CopyAsync(TestInstallation installation, string name)
    {
        if (!File.Exists(Path.Combine(installation.Data, "vault.db"))) await installation.RunAsync("import", TestInstallation.Recording);
        var run = await installation.RunAsync("pseudonymise", "--out", installation.PathOf(name), "--json");
        Assert.Equal(("", 0), (run.Error, run.Code));
        return installation.PathOf(name);
    }

    private static async Task<JsonElement[]> RevealedAsync(TestInstallation installation, string data)
    {
        var run = await installation.RunOnAsync(data, "calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test");
        return [.. run.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static async Task<List<string>> RollupsAsync(string data, TimeSpan shift)
    {
        await using var folder = await DataFolder.OpenAsync(data, TimeProvider.System, TestContext.Current.CancellationToken);
        var span = await folder.Ledger.RollupsAsync(new Sip.Instant(0), new Sip.Instant(4_000_000_000_000_000 / 60_000_000 * 60_000_000), TestContext.Current.CancellationToken);
        return [.. span.Rollups.Select(one => (one with { Minute = one.Minute + shift }).ToString())];
    }

    private static JsonElement[] Ordered(JsonElement[] calls) => [.. calls
        .OrderBy(Start).ThenBy(call => call.GetProperty("talkMs").ToString(), StringComparer.Ordinal)];

    private static DateTimeOffset Start(JsonElement call) =>
        DateTimeOffset.Parse(call.GetProperty("startedAt").GetString()!, CultureInfo.InvariantCulture);

    private static string? PartyOf(JsonElement call, string role) =>
        call.TryGetProperty(role, out var party) && party.ValueKind == JsonValueKind.Object ? party.GetProperty("text").GetString() : null;

    private static string[] TextsIn(JsonElement[] calls) => [.. calls
        .SelectMany(call => new[] { "caller", "callee", "dialled" }.Select(role => PartyOf(call, role)?.TrimStart('+'))).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    private static string[] IdentifiersIn(JsonElement[] calls) => [.. calls
        .SelectMany(call => call.GetProperty("legs").EnumerateArray()
            .SelectMany(leg => new[] { "callId", "fromTag", "toTag", "from", "to" }.Select(name => leg.TryGetProperty(name, out var text) ? text.GetString() : null)))
        .OfType<string>().Where(text => text.Length > 0).Distinct()];
}
