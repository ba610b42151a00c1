using System.Globalization;
using Xunit.v3;

namespace Gudok.Calls.Tests;

/// <summary>Which case of <c>docs/cases.md</c> a test is.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CaseAttribute(int number) : Attribute, ITraitAttribute
{
    public int Number { get; } = number;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [new("Case", Number.ToString(CultureInfo.InvariantCulture))];
}
