using System.Text.RegularExpressions;
using Gudok.Testing;

namespace Gudok.Architecture.Tests;

/// <summary>What the pages on security lean on is there.</summary>
public sealed partial class SecurityPageTests
{
    [Theory]
    [InlineData("security.md")]
    [InlineData("asvs.md")]
    public void Every_test_that_a_page_names_exists(string page)
    {
        var classes = Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file).Split('.')[0])
            .ToHashSet(StringComparer.Ordinal);
        var named = TestName().Matches(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", page))).Select(found => found.Groups[1].Value).Distinct().ToArray();
        Assert.NotEmpty(named);
        Assert.Equal([], named.Where(name => !classes.Contains(name)));
    }

    [GeneratedRegex("`([A-Z][A-Za-z]+Tests)`")]
    private static partial Regex TestName();
}
