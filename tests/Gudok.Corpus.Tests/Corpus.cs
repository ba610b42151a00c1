namespace Gudok.Corpus.Tests;

/// <summary>Test material of other people's making that is never copied here: read in place, from <c>GUDOK_CORPUS</c> or a folder
/// <c>shared/corpus</c> beside or above the repository. Without it the tests pass and say that they had nothing to read, unless <c>GUDOK_REQUIRE_CORPUS</c> is 1.</summary>
internal static class Corpus
{
    /// <summary>The folder, or null.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Files of a folder of the corpus by pattern, sorted; none without a corpus.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern)
    {
        if (Root is null)
        {
            TestContext.Current.TestOutputHelper?.WriteLine("No corpus here: set GUDOK_CORPUS to its folder.");
            return [];
        }

        var files = Directory.GetFiles(Path.Combine(Root, folder), pattern);
        Assert.NotEmpty(files);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("GUDOK_CORPUS") is { Length: > 0 } told)
            return Directory.Exists(told) ? told : throw new DirectoryNotFoundException($"GUDOK_CORPUS names no folder: {told}");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "corpus");
            if (Directory.Exists(folder)) return folder;
        }

        return Environment.GetEnvironmentVariable("GUDOK_REQUIRE_CORPUS") == "1"
            ? throw new DirectoryNotFoundException("GUDOK_REQUIRE_CORPUS is set, but there is no corpus: set GUDOK_CORPUS to its folder.")
            : null;
    }
}
