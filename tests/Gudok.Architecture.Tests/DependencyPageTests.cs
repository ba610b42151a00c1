using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gudok.Testing;

namespace Gudok.Architecture.Tests;

/// <summary>Each package that is used has its reason on <c>docs/dependencies.md</c>.</summary>
public sealed partial class DependencyPageTests
{
    private static readonly string _page = File.ReadAllText(RepositoryFolder.PathOf("docs", "dependencies.md"));

    [Fact]
    public void Every_package_of_NuGet_has_its_line()
    {
        var packages = XDocument.Load(RepositoryFolder.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value)
            // Parts of xunit.v3 stand with it as their endings.
            .Select(name => name.StartsWith("xunit.v3.", StringComparison.Ordinal) ? name["xunit.v3".Length..] : name);
        Assert.DoesNotContain(packages, name => !Names(name));
    }

    [Theory]
    [InlineData("src/Gudok.Portal")]
    [InlineData("tools/numbering-plan")]
    public void Every_package_of_npm_has_its_line(string folder)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(RepositoryFolder.PathOf(folder, "package.json")));
        var packages = new[] { "dependencies", "devDependencies" }
            .SelectMany(kind => file.RootElement.TryGetProperty(kind, out var list) ? list.EnumerateObject().Select(one => one.Name) : []);
        Assert.DoesNotContain(packages, name => !Names(name));
    }

    [Fact]
    public void A_package_that_is_not_there_is_missed() => Assert.False(Names("Newtonsoft.Json"));

    private static bool Names(string package) => Words().Split(_page).Contains(package);

    [GeneratedRegex(@"[\s,|()]+", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
