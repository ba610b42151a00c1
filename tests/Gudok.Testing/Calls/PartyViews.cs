using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Testing;

/// <summary>Views of parties for tests of what shows them.</summary>
public static class PartyViews
{
    /// <summary>A view with a text of the test's own, as if masked.</summary>
    public static PartyView Masked(string text) => new(PartyForm.Mask, text);
}
