using Gudok.Numbers;

namespace Gudok.Testing;

/// <summary>Sights for tests of what shows parties; the product's own come from the policy.</summary>
public static class Sights
{
    /// <summary>Sees whole numbers.</summary>
    public static PartySight Whole { get; } = PartySight.Whole("a test");
}
