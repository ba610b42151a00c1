using System.Reflection;

namespace Gudok.Calls.Tests;

public sealed class CaseListTests
{
    [Fact]
    public void Every_case_of_assembly_has_a_test()
    {
        var tested = typeof(CaseListTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes<FactAttribute>().Any())
            .SelectMany(method => method.GetCustomAttributes<CaseAttribute>())
            .Select(attribute => attribute.Number)
            .ToHashSet();
        Assert.Empty(Enumerable.Range(1, 42).Except(tested));
    }
}
