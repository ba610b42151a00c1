using Gudok.Testing;

namespace Gudok.Architecture.Tests;

/// <summary>Who may make a number readable: few places, each named here with its reason.</summary>
public sealed class WholeNumberTests
{
    /// <summary>After the journal has who looks and why, and nowhere else.</summary>
    private static readonly string[] MakersOfSight = ["src/Gudok.Access/Reveal/SightDesk.cs", "src/Gudok.Numbers/Parties/PartySight.cs"];

    private static readonly string[] WritersOfText =
    [
        "src/Gudok.Numbers/Parties/Party.cs",
        "src/Gudok.Numbers/Parties/PhoneNumber.cs",
        "src/Gudok.Numbers/Plans/NumberingPlan.cs",
        // Asks for a sight before it writes.
        "src/Gudok.Calls/Views/PartyView.cs",
        // Tells whether the name of a channel holds a number, so that such a channel is not kept.
        "src/Gudok.Calls/Imports/Rows/RowMerge.cs",
    ];

    [Fact]
    public void The_sight_of_whole_numbers_is_made_after_the_journal_only() => Assert.Equal(MakersOfSight, FilesWith("PartySight Whole(", "PartySight.Whole("));

    [Fact]
    public void A_party_is_written_out_in_full_in_few_places() => Assert.Equal(WritersOfText.Order(StringComparer.Ordinal), FilesWith("ToFullText()"));

    [Fact]
    public void A_view_of_a_party_has_no_public_maker_but_the_one_that_asks_for_a_sight()
    {
        var view = typeof(Calls.PartyView);
        Assert.Empty(view.GetConstructors());
        Assert.Equal(["Of"], view.GetMethods(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static).Where(method => method.ReturnType == view).Select(method => method.Name));
        Assert.All(view.GetProperties(), property => Assert.Null(property.SetMethod));
        Assert.Empty(typeof(Numbers.PartySight).GetConstructors());
    }

    private static IEnumerable<string> FilesWith(params string[] texts) => Directory
        .EnumerateFiles(RepositoryFolder.PathOf("src"), "*.*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".razor" && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal))
        .Where(file => File.ReadLines(file).Any(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && texts.Any(text => line.Contains(text, StringComparison.Ordinal))))
        .Select(file => Path.GetRelativePath(RepositoryFolder.Root, file))
        .Order(StringComparer.Ordinal);
}
