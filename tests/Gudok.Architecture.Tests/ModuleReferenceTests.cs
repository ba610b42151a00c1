using System.Xml.Linq;
using Gudok.Testing;

namespace Gudok.Architecture.Tests;

/// <summary>Who may know whom: the table of docs/architecture.md, held against the project files.</summary>
public sealed class ModuleReferenceTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Gudok.Sip"] = [],
        ["Gudok.Numbers"] = [],
        ["Gudok.Seals"] = [],
        ["Gudok.Calls"] = ["Gudok.Sip", "Gudok.Numbers"],
        ["Gudok.Ledger"] = ["Gudok.Calls", "Gudok.Numbers", "Gudok.Seals"],
        ["Gudok.Numbers.Postgres"] = ["Gudok.Numbers"],
        ["Gudok.Ledger.Postgres"] = ["Gudok.Ledger", "Gudok.Numbers.Postgres"],
        ["Gudok.Backup"] = ["Gudok.Ledger", "Gudok.Numbers"],
        ["Gudok.Access"] = ["Gudok.Numbers", "Gudok.Seals"],
        ["Gudok.Capture"] = ["Gudok.Sip", "Gudok.Calls", "Gudok.Numbers", "Gudok.Ledger"],
        ["Gudok.Disclosure"] = ["Gudok.Access", "Gudok.Calls", "Gudok.Ledger", "Gudok.Numbers"],
        ["Gudok.Portal"] = ["Gudok.Disclosure", "Gudok.Access", "Gudok.Calls", "Gudok.Ledger", "Gudok.Numbers", "Gudok.Sip"],
    };

    public static TheoryData<string> Modules => [.. MayReference.Keys];

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_references_only_what_the_map_allows(string module)
    {
        var forbidden = ReferencesOf(module).Except(MayReference[module]);
        Assert.Empty(forbidden);
    }

    [Fact]
    public void Every_module_stands_in_the_table()
    {
        var modules = Directory.GetDirectories(RepositoryFolder.PathOf("src")).Select(Path.GetFileName).Where(name => name != "Gudok");
        Assert.Equal(MayReference.Keys.Order(), modules.Order());
    }

    [Fact]
    public void The_architecture_document_names_every_module_and_no_other()
    {
        var text = File.ReadAllText(RepositoryFolder.PathOf("docs", "architecture.md"));
        var named = System.Text.RegularExpressions.Regex.Matches(text, @"^### `(Gudok[.A-Za-z]*)`", System.Text.RegularExpressions.RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value);
        var modules = Directory.GetDirectories(RepositoryFolder.PathOf("src")).Select(folder => Path.GetFileName(folder)!);
        Assert.Equal(modules.Order(), named.Order());
    }

    private static IEnumerable<string> ReferencesOf(string module) => XDocument
        .Load(RepositoryFolder.PathOf("src", module, module + ".csproj"))
        .Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
}
