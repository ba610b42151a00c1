using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Gudok.Testing;

namespace Gudok.Calls.Tests;

public sealed class CaseListTests
{
    private const int LastOfAssembly = 42;

    [Fact]
    public void Every_case_of_assembly_has_a_test()
    {
        var tested = typeof(CaseListTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes<FactAttribute>().Any())
            .SelectMany(method => method.GetCustomAttributes<CaseAttribute>())
            .Select(attribute => attribute.Number)
            .ToHashSet();
        Assert.Empty(Enumerable.Range(1, LastOfAssembly).Except(tested));
    }

    [Fact]
    public void The_list_of_cases_names_every_one_of_them()
    {
        var listed = Regex.Matches(File.ReadAllText(RepositoryFolder.PathOf("docs", "cases.md")), @"^\| ([0-9]+) \|", RegexOptions.Multiline)
            .Select(row => int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(1, LastOfAssembly), listed.Where(number => number <= LastOfAssembly));
    }
}
