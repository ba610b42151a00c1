namespace Gudok.Numbers.Tests.Oracle;

/// <summary>Holds the numbering plan against google-libphonenumber, the reference, and the table against its source.</summary>
[Trait("Needs", "npm")]
public sealed class OracleTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_122;
    private const int Each = 200;
    private const string NoPackages = "Run tools/numbering-plan/refresh first.";

    private static readonly string Document = Path.Combine(Repository.Root, "docs", "numbering-plan.md");

    [Fact]
    public async Task Plan_differs_from_the_reference_only_where_the_document_says_so()
    {
        Assert.SkipUnless(Reference.IsThere, NoPackages);
        var plan = NumberingPlan.Default;
        var numbers = new NumberGenerator(plan.Table, plan.Writer, Seed).Make(Each).ToList();
        var answers = await Reference.AskAsync(numbers);
        var refused = answers.Count(answer => answer[0] == "error" || answer[1] == "false");
        var found = new DifferenceTable();
        for (var i = 0; i < numbers.Count; i++)
        {
            foreach (var kind in Comparison.Differences(plan, numbers[i], answers[i])) found.Add(numbers[i].About, kind);
        }

        var summary = $"Seed {Seed}: {numbers.Count} numbers that imitate every type of {plan.Table.Regions.Count} regions and 9 codes of no country, "
            + $"{refused * 100.0 / numbers.Count:0.0} % of them not valid.";
        output.WriteLine(summary);
        if (Environment.GetEnvironmentVariable("GUDOK_WRITE_DOCS") is { Length: > 0 }) await File.WriteAllTextAsync(Document, found.ToMarkdown(summary));

        Assert.True(numbers.Count >= 200_000 && refused * 100 >= 30 * numbers.Count, summary);
        Assert.Empty(found.WithoutCause);
        var known = DifferenceTable.Read(Document);
        Assert.DoesNotContain(found.Rows, row => row.Count > known[row.Place]);
    }

    [Fact]
    public async Task Embedded_table_is_what_the_tool_makes()
    {
        Assert.SkipUnless(Reference.IsThere, NoPackages);
        var committed = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "Gudok.Numbers", "Plans", "numbering-plan.tsv"));
        Assert.Equal(await Reference.RunAsync("convert.mjs"), committed);
    }
}
