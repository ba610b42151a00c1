using System.Text;
using System.Text.Json.Nodes;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class EvidenceTests(ITestOutputHelper output)
{
    private const int Mutations = 1000;

    [Fact]
    public async Task Evidence_of_every_record_is_valid_to_both_checkers()
    {
        await using var made = await EvidenceCase.MakeAsync();
        using var folder = new TestFolder();
        foreach (var areNumbersDisclosed in new[] { false, true })
        {
            for (var index = 0; index < made.Records.Count; index++)
            {
                var text = await made.TextAsync(index, areNumbersDisclosed);
                var verdict = EvidenceCheck.Run(Encoding.UTF8.GetBytes(text));
                Assert.True(verdict.IsValid, verdict.Fault);
                Assert.Equal(made.Ledger.Heads.Key.Fingerprint, verdict.KeyFingerprint);
                await File.WriteAllTextAsync(Path.Combine(folder.Path, $"{index}-{areNumbersDisclosed}.json"), text);
            }
        }

        Assert.All(await ScriptChecker.RunAsync(folder.Path), Assert.True);
    }

    [Fact]
    public async Task Without_leave_no_number_stands_in_it_in_any_form()
    {
        await using var made = await EvidenceCase.MakeAsync();
        for (var index = 0; index < made.Records.Count; index++)
        {
            var text = await made.TextAsync(index, areNumbersDisclosed: false);
            Assert.DoesNotContain("916123450", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes("916123450")), text, StringComparison.Ordinal);
            Assert.DoesNotContain("ivanova", text, StringComparison.Ordinal);
            Assert.Equal(index == 2, !text.Contains("sessionId", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task With_leave_it_shows_the_numbers_that_were_committed_to()
    {
        await using var made = await EvidenceCase.MakeAsync();
        var text = await made.TextAsync(2, areNumbersDisclosed: true);
        Assert.Contains("\"party\": \"+79161234503\"", text, StringComparison.Ordinal);
        Assert.Contains("\"party\": \"ivanova@example.org\"", text, StringComparison.Ordinal);
        Assert.False(EvidenceCheck.Run(Encoding.UTF8.GetBytes(text.Replace("+79161234503", "+79161234504", StringComparison.Ordinal))).IsValid);
    }

    [Fact]
    public async Task A_corrected_record_comes_with_its_correction_and_both_are_proved()
    {
        await using var made = await EvidenceCase.MakeAsync();
        var verdict = EvidenceCheck.Run(Encoding.UTF8.GetBytes(await made.TextAsync(1, areNumbersDisclosed: true)));
        Assert.Contains(verdict.Steps, step => step.StartsWith("Record: it is entry 2 of the", StringComparison.Ordinal));
        Assert.Contains(verdict.Steps, step => step.StartsWith("Correction 1: it is entry 1 of the 1", StringComparison.Ordinal));
        Assert.Null(await made.Maker.MakeAsync(RecordId.Create(LedgerEntries.Start, LedgerEntries.KeyOf(99)), PartySight.Mask, CancellationToken.None));
    }

    [Fact]
    public async Task It_says_how_the_source_was_authenticated_and_nothing_else_may_be_said()
    {
        await using var made = await EvidenceCase.MakeAsync();
        using var folder = new TestFolder();
        var text = await made.TextAsync(3, areNumbersDisclosed: false);
        const string Said = "\"sourceAuthentication\": \"address+key\"";
        Assert.Contains(Said, text, StringComparison.Ordinal);
        var verdict = EvidenceCheck.Run(Encoding.UTF8.GetBytes(text));
        Assert.True(verdict.IsValid, verdict.Fault);
        Assert.Contains("The agent that sent the traffic was admitted by its address and key.", verdict.Steps);
        string[] others =
        [
            .. new[] { "none", "key", "address" }.Select(other => text.Replace(Said, $"\"sourceAuthentication\": \"{other}\"", StringComparison.Ordinal)),
            (await made.TextAsync(0, areNumbersDisclosed: true)).Replace("\"none\"", "\"key\"", StringComparison.Ordinal),
        ];
        Assert.All(others, other => Assert.False(EvidenceCheck.Run(Encoding.UTF8.GetBytes(other)).IsValid));
        for (var at = 0; at < others.Length; at++) await File.WriteAllTextAsync(Path.Combine(folder.Path, $"{at}.json"), others[at]);
        Assert.All(await ScriptChecker.RunAsync(folder.Path), Assert.False);
    }

    [Fact]
    public async Task An_amended_record_comes_with_all_its_amendments_and_each_is_proved()
    {
        await using var made = await EvidenceCase.MakeAsync();
        var text = await made.TextAsync(1, areNumbersDisclosed: false);
        Assert.Contains("gudok-evidence/2", text, StringComparison.Ordinal);
        Assert.Contains("\"topic\": \"Дороги\"", text, StringComparison.Ordinal);
        Assert.Contains("\"note\": \"sealed\"", text, StringComparison.Ordinal);
        Assert.Contains($"\"transferredTo\": \"{made.Records[3].Id}\"", text, StringComparison.Ordinal);
        var verdict = EvidenceCheck.Run(Encoding.UTF8.GetBytes(text));
        Assert.Contains(verdict.Steps, step => step.StartsWith("Amendment 1: it is entry 1 of the 2", StringComparison.Ordinal));
        Assert.Contains(verdict.Steps, step => step.StartsWith("Amendment 2: it is entry 1 of the 1", StringComparison.Ordinal));
        Assert.False(EvidenceCheck.Run(Encoding.UTF8.GetBytes(text.Replace("Дороги", "Мосты", StringComparison.Ordinal))).IsValid);
    }

    [Fact]
    public async Task An_amendment_that_was_left_out_or_moved_shows()
    {
        await using var made = await EvidenceCase.MakeAsync();
        using var folder = new TestFolder();
        var whole = JsonNode.Parse(await made.TextAsync(1, areNumbersDisclosed: true))!.AsObject();
        int[][] orders = [[0, 1, 3], [0, 1, 3, 2], [0, 2, 1, 3], [2, 0, 1, 3], [2, 3], [0, 1, 2, 2]];
        for (var at = 0; at < orders.Length; at++)
        {
            var changed = whole.DeepClone().AsObject();
            changed["entries"] = new JsonArray([.. orders[at].Select(entry => whole["entries"]![entry]!.DeepClone())]);
            var text = ScriptJson.Write(changed) + "\n";
            Assert.False(EvidenceCheck.Run(Encoding.UTF8.GetBytes(text)).IsValid);
            await File.WriteAllTextAsync(Path.Combine(folder.Path, $"{at}.json"), text);
        }

        Assert.All(await ScriptChecker.RunAsync(folder.Path), Assert.False);
    }

    [Fact]
    public async Task What_looks_like_a_number_in_an_amendment_is_disclosed_with_leave_only()
    {
        await using var made = await EvidenceCase.MakeAsync();
        Assert.DoesNotContain("\"application\"", await made.TextAsync(4, areNumbersDisclosed: false), StringComparison.Ordinal);
        Assert.Contains("\"application\": \"79161234505\"", await made.TextAsync(4, areNumbersDisclosed: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Amendments_are_proved_on_after_others_and_the_subject_were_erased()
    {
        await using var made = await EvidenceCase.MakeAsync();
        var before = await made.TextAsync(1, areNumbersDisclosed: true);
        await made.Vault.EraseAsync(made.Callers[3].Id, CancellationToken.None);
        Assert.Equal(before, await made.TextAsync(1, areNumbersDisclosed: true));
        await made.Vault.EraseAsync(made.Callers[1].Id, CancellationToken.None);
        var after = await made.TextAsync(1, areNumbersDisclosed: true);
        Assert.DoesNotContain("916123450", after, StringComparison.Ordinal);
        foreach (var text in new[] { before, after })
        {
            var verdict = EvidenceCheck.Run(Encoding.UTF8.GetBytes(text));
            Assert.True(verdict.IsValid, verdict.Fault);
            Assert.Contains(verdict.Steps, step => step.StartsWith("Amendment 2: the head is signed", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Erasing_others_changes_nothing_and_erasing_the_subject_leaves_the_proof_without_the_number()
    {
        await using var made = await EvidenceCase.MakeAsync();
        var before = await made.TextAsync(0, areNumbersDisclosed: true);
        await made.Vault.EraseAsync(made.Callers[3].Id, CancellationToken.None);
        Assert.Equal(before, await made.TextAsync(0, areNumbersDisclosed: true));
        await made.Vault.EraseAsync(made.Callers[0].Id, CancellationToken.None);
        var after = await made.TextAsync(0, areNumbersDisclosed: true);
        var verdict = EvidenceCheck.Run(Encoding.UTF8.GetBytes(after));
        Assert.True(verdict.IsValid, verdict.Fault);
        Assert.DoesNotContain("916123450", after, StringComparison.Ordinal);
        Assert.Contains(verdict.Steps, step => step.Contains("caller is not disclosed", StringComparison.Ordinal));
        Assert.Contains("ivanova@example.org", after, StringComparison.Ordinal);
        Assert.True(EvidenceCheck.Run(Encoding.UTF8.GetBytes(before)).IsValid);
    }

    [Fact]
    public async Task A_thousand_changed_files_have_one_verdict_of_both_checkers()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using var made = await EvidenceCase.MakeAsync();
        using var folder = new TestFolder();
        string[] texts = [await made.TextAsync(1, true), await made.TextAsync(1, false), await made.TextAsync(2, false), await made.TextAsync(4, true), await made.TextAsync(5, true)];
        var mutator = new EvidenceMutator(new Random(seed), texts);
        var verdicts = new List<bool>();
        for (var n = 0; n < Mutations; n++)
        {
            var file = mutator.Next();
            verdicts.Add(EvidenceCheck.Run(file).IsValid);
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, $"{n:d4}.json"), file);
        }

        var others = await ScriptChecker.RunAsync(folder.Path);
        Assert.Equal(Mutations, others.Count);
        var apart = Enumerable.Range(0, Mutations).Where(n => verdicts[n] != others[n]).ToList();
        Assert.True(apart.Count == 0, $"the checkers disagree on {string.Join(", ", apart)}");
        Assert.Equal(mutator.Unchanged, verdicts.Count(verdict => verdict));
    }

    [Fact]
    public async Task The_files_of_the_format_stay_valid_and_are_read_the_same()
    {
        foreach (var path in Directory.GetFiles(RepositoryFolder.PathOf("docs", "evidence", "golden"), "*.json").Order())
        {
            var octets = await File.ReadAllBytesAsync(path);
            var verdict = EvidenceCheck.Run(octets);
            Assert.True(verdict.IsValid, $"{path}: {verdict.Fault}");
            var said = string.Join('\n', verdict.Steps) + "\n";
            var expected = Path.ChangeExtension(path, ".txt");
            if (Environment.GetEnvironmentVariable("GUDOK_WRITE_DOCS") == "1") await File.WriteAllTextAsync(expected, said);
            Assert.Equal(await File.ReadAllTextAsync(expected), said);
        }

        Assert.All(await ScriptChecker.RunAsync(RepositoryFolder.PathOf("docs", "evidence", "golden")), Assert.True);
    }
}
