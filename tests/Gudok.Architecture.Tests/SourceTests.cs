using System.Text.RegularExpressions;
using Gudok.Testing;

namespace Gudok.Architecture.Tests;

/// <summary>Rules about source files that no compiler knows.</summary>
public sealed class SourceTests
{
    private const int MaxLines = 400;
    private const int LongLines = 200;

    [Fact]
    public void No_source_file_is_longer_than_four_hundred_lines() =>
        Assert.Empty(Sources("src", "tests", "bench", "tools").Where(file => File.ReadLines(file).Count() > MaxLines).Select(Short));

    [Fact]
    public void At_most_a_tenth_of_the_product_files_is_longer_than_two_hundred_lines()
    {
        var files = Sources("src").ToArray();
        Assert.True(files.Count(file => File.ReadLines(file).Count() > LongLines) * 10 <= files.Length);
    }

    [Fact]
    public void Event_ids_of_logs_are_unique()
    {
        var ids = Sources("src").SelectMany(file => Regex.Matches(File.ReadAllText(file), @"\[LoggerMessage\((\d+)").Select(match => match.Groups[1].Value));
        Assert.Empty(ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void The_root_holds_at_most_twenty_four_entries()
    {
        var ignored = new[] { ".git", "artifacts", "data", ".vs", ".idea" };
        var entries = Directory.EnumerateFileSystemEntries(RepositoryFolder.Root).Select(Path.GetFileName).Except(ignored);
        Assert.InRange(entries.Count(), 1, 24);
    }

    [Fact]
    public void No_folder_is_called_after_what_nobody_can_name()
    {
        var vague = new[] { "Common", "Helpers", "Utils", "Managers", "Services", "Misc" };
        var folders = Directory.EnumerateDirectories(RepositoryFolder.PathOf("src"), "*", SearchOption.AllDirectories);
        Assert.DoesNotContain(folders, folder => vague.Contains(Path.GetFileName(folder)));
    }

    private static IEnumerable<string> Sources(params string[] folders) => folders
        .Select(folder => RepositoryFolder.PathOf(folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal));

    private static string Short(string path) => Path.GetRelativePath(RepositoryFolder.Root, path);
}
